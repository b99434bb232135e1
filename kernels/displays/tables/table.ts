import { displayed, type Displayed } from '../displayed.ts';
import { tableBundle } from './bundle.ts';
import { tableData, type Row, type TableOptions } from './columns.ts';

/** Shows rows as a table that can be sorted and filtered. */
export function table(rows: Iterable<Row>, options: TableOptions = {}): Displayed {
  return displayed(() => tableBundle(tableData([...rows], options)));
}
