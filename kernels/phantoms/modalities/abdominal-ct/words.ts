import { measured, type FindingWording } from '../../compose-report.ts';
import type { Finding } from '../../phantom.ts';

/** How each finding is put into words. */
export const words: Readonly<Record<string, FindingWording>> = {
  'liver tumor': {
    present: finding => [
      `${size(finding)} liver tumor in the ${finding.location!}${measured(finding)}`,
      `hypodense hepatic mass in the ${finding.location!} of the liver`,
      `ill-defined lesion in the ${finding.location!} of the liver, suspicious for malignancy`,
      finding.severity === 'severe' ? 'multiple hepatic metastases' : 'solitary hepatic tumor',
      'liver tumor',
      `liver malignancy${measured(finding)}`,
      `hepatic neoplasm, ${finding.location!}`,
    ],
    absent: [
      'no liver tumor',
      'no hepatic mass',
      'no suspicious focal lesion of the liver',
      'no hepatic metastases',
      'no evidence of a liver neoplasm',
      'liver without tumor',
    ],
    brief: finding => `a liver tumor in the ${finding.location!}`,
  },
  'kidney tumor': {
    present: finding => [
      `${size(finding)} tumor of the ${finding.side!} kidney${measured(finding)}`,
      `heterogeneous solid mass of the ${finding.side!} kidney`,
      `${finding.side!} renal mass, suspicious for renal cell carcinoma`,
      `${finding.side!} kidney tumor`,
      `exophytic solid renal tumor on the ${finding.side!}`,
      `renal neoplasm, ${finding.side!} kidney`,
      `solid ${finding.side!} renal tumor${measured(finding)}`,
    ],
    absent: [
      'no kidney tumor',
      'no renal mass',
      'no solid renal lesion',
      'kidneys without tumor',
      'no evidence of a renal neoplasm',
      'no suspicious mass of either kidney',
    ],
    brief: finding => `a tumor of the ${finding.side!} kidney`,
  },
  'pancreas tumor': {
    present: finding => [
      `hypodense tumor in the pancreatic ${finding.location!}${measured(finding)}`,
      `${size(finding)} mass of the pancreatic ${finding.location!}, suspicious for adenocarcinoma`,
      `pancreatic tumor in the ${finding.location!}`,
      'pancreas tumor',
      `pancreatic ${finding.location!} mass${measured(finding)}`,
      `hypoenhancing neoplasm of the ${finding.location!} of the pancreas`,
      `pancreatic neoplasm, ${finding.location!}`,
    ],
    absent: [
      'no pancreas tumor',
      'no pancreatic mass',
      'pancreas without tumor',
      'no focal lesion of the pancreas',
      'no evidence of pancreatic cancer',
      'no pancreatic neoplasm',
    ],
    brief: finding => `a tumor of the pancreatic ${finding.location!}`,
  },
  'hepatic vessel tumor': {
    present: () => [
      'tumor thrombus in the portal vein',
      'hepatic vessel tumor with expansion of the portal vein',
      'the portal vein is expanded by a low-density tumor',
      'hepatic vessel tumor',
      'tumor invasion of the hepatic vessels',
      'filling defect in the portal vein, consistent with tumor thrombus',
      'vascular invasion by tumor in the portal vein',
    ],
    absent: [
      'no hepatic vessel tumor',
      'no tumor thrombus',
      'the portal vein is free of thrombus',
      'no vascular invasion in the liver',
      'no filling defect in the portal vein',
      'hepatic vessels without tumor',
    ],
    brief: () => 'a hepatic vessel tumor in the portal vein',
  },
  'colon tumor': {
    present: finding => [
      `tumor of the ${finding.location!} with narrowing of the lumen${measured(finding)}`,
      `annular mass of the ${finding.location!}, suspicious for carcinoma`,
      `irregular wall thickening of the ${finding.location!}, suspicious for colon cancer`,
      'colon tumor',
      `colonic mass in the ${finding.location!}`,
      `${size(finding)} colon tumor, ${finding.location!}`,
      `colonic neoplasm of the ${finding.location!}`,
    ],
    absent: [
      'no colon tumor',
      'no colonic mass',
      'no wall thickening of the colon',
      'colon without tumor',
      'no evidence of a colonic neoplasm',
      'no stenosing mass of the large bowel',
    ],
    brief: finding => `a colon tumor in the ${finding.location!}`,
  },
  'kidney cyst': {
    present: finding => [
      `simple cyst of the ${finding.side!} kidney${measured(finding)}`,
      `${finding.side!} renal cyst`,
      `${size(finding)} cyst of fluid density in the ${finding.side!} kidney`,
      `well-defined ${finding.side!} kidney cyst`,
      `sharply marginated renal cyst on the ${finding.side!}`,
      `kidney cyst, ${finding.side!}`,
      `cortical cyst of the ${finding.side!} kidney`,
    ],
    absent: [
      'no kidney cyst',
      'no renal cyst',
      'kidneys without cysts',
      'no cystic lesion of the kidneys',
      'no cyst in either kidney',
      'without renal cysts',
    ],
    brief: finding => `a cyst of the ${finding.side!} kidney`,
  },
  'liver cyst': {
    present: finding => [
      `simple cyst in the ${finding.location!} of the liver${measured(finding)}`,
      'hepatic cyst',
      `${size(finding)} liver cyst`,
      `sharply defined liver cyst of water density${measured(finding)}`,
      `hepatic cyst in the ${finding.location!}`,
      `liver cyst, ${finding.location!}`,
      'well-circumscribed cyst of the liver, benign in appearance',
    ],
    absent: [
      'no liver cyst',
      'no hepatic cyst',
      'liver without cysts',
      'no cystic lesion of the liver',
      'no cyst in the liver',
      'without hepatic cysts',
    ],
    brief: finding => `a simple liver cyst in the ${finding.location!}`,
  },
  gallstones: {
    present: finding => [
      finding.severity === 'mild'
        ? 'calcified gallstone in the gallbladder'
        : 'several calcified gallstones in the gallbladder',
      'cholelithiasis',
      `calculi in the gallbladder, in keeping with gallstones`,
      `gallstones${measured(finding).replace('measuring', 'of up to')}`,
      'gallbladder stones',
      'hyperdense gallstones layering in the gallbladder',
      'cholecystolithiasis',
    ],
    absent: [
      'no gallstones',
      'no cholelithiasis',
      'the gallbladder is free of calculi',
      'no calcified gallstones',
      'gallbladder without stones',
      'no stone in the gallbladder',
    ],
    brief: () => 'gallstones',
  },
  'kidney stone': {
    present: finding => [
      `${finding.side!} kidney stone${measured(finding)}`,
      `calculus in the ${finding.side!} kidney`,
      `${finding.side!} nephrolithiasis`,
      `hyperdense stone in the renal pelvis on the ${finding.side!}`,
      `${finding.side!} renal calculus`,
      `calcified stone of the ${finding.side!} kidney`,
      `kidney stone, ${finding.side!}`,
    ],
    absent: [
      'no kidney stone',
      'no nephrolithiasis',
      'no renal calculi',
      'no stone in either kidney',
      'kidneys without calculi',
      'no urinary calculus',
    ],
    brief: finding => `a ${finding.side!} kidney stone`,
  },
  ascites: {
    present: finding => [
      `${finding.severity!} ascites`,
      `${amount(finding)} amount of free fluid in the abdomen`,
      'free intraperitoneal fluid around the liver',
      `free fluid in keeping with ${finding.severity!} ascites`,
      'perihepatic ascites',
      'ascites',
      `${amount(finding)} volume of intraperitoneal fluid`,
    ],
    absent: [
      'no ascites',
      'no free fluid',
      'no free intraperitoneal fluid',
      'without ascites',
      'no fluid in the peritoneal cavity',
      'no perihepatic fluid',
    ],
    brief: finding => `${finding.severity!} ascites`,
  },
  splenomegaly: {
    present: finding => [
      `${finding.severity!} splenomegaly`,
      'the spleen is enlarged',
      `${adverb(finding)} enlarged spleen`,
      'splenomegaly',
      'enlargement of the spleen',
      `spleen ${adverb(finding)} increased in size`,
    ],
    absent: [
      'no splenomegaly',
      'the spleen is not enlarged',
      'no enlargement of the spleen',
      'without splenomegaly',
      'no evidence of splenomegaly',
    ],
    brief: finding => `${finding.severity!} splenomegaly`,
  },
  'hepatic steatosis': {
    present: finding => [
      `${finding.severity!} hepatic steatosis`,
      'fatty liver',
      'diffusely decreased attenuation of the liver, consistent with steatosis',
      `${finding.severity!} fatty infiltration of the liver`,
      'hepatic steatosis with the liver darker than the spleen',
      'low-density liver due to fatty change',
      'steatosis of the liver',
    ],
    absent: [
      'no hepatic steatosis',
      'no fatty liver',
      'no fatty infiltration of the liver',
      'liver attenuation is not reduced',
      'no evidence of steatosis',
      'without hepatic steatosis',
    ],
    brief: finding => `${finding.severity!} hepatic steatosis`,
  },
  hydronephrosis: {
    present: finding => [
      `${finding.severity!} hydronephrosis of the ${finding.side!} kidney`,
      `${finding.side!} hydronephrosis`,
      `dilated renal pelvis and calyces on the ${finding.side!}`,
      `dilatation of the ${finding.side!} renal collecting system`,
      `obstructed ${finding.side!} kidney with ${finding.severity!} hydronephrosis`,
      `hydronephrosis, ${finding.side!} kidney`,
      `${finding.side!} pelvicalyceal dilatation`,
    ],
    absent: [
      'no hydronephrosis',
      'no dilatation of the renal pelvis',
      'the collecting systems are not dilated',
      'no urinary obstruction',
      'kidneys without hydronephrosis',
      'no pelvicalyceal dilatation',
    ],
    brief: finding => `${finding.severity!} ${finding.side!} hydronephrosis`,
  },
  'aortic aneurysm': {
    present: finding => [
      `abdominal aortic aneurysm${measured(finding)}`,
      'aneurysm of the abdominal aorta with mural thrombus',
      `${size(finding)} aortic aneurysm`,
      'aortic aneurysm with calcified wall',
      `the abdominal aorta is dilated to ${String(Math.round(finding.millimetres!))} mm`,
      'AAA',
      'aneurysmal dilatation of the aorta',
    ],
    absent: [
      'no aortic aneurysm',
      'no aneurysm of the abdominal aorta',
      'the abdominal aorta is not dilated',
      'no AAA',
      'aorta without aneurysm',
      'no aneurysmal dilatation',
    ],
    brief: () => 'an abdominal aortic aneurysm',
  },
};

function size({ severity }: Finding): string {
  return { mild: 'small', moderate: 'medium-sized', severe: 'large' }[severity!];
}

function amount({ severity }: Finding): string {
  return { mild: 'small', moderate: 'moderate', severe: 'large' }[severity!];
}

function adverb({ severity }: Finding): string {
  return { mild: 'mildly', moderate: 'moderately', severe: 'markedly' }[severity!];
}
