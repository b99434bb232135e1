import type { ChestFinding } from './request.ts';

/**
 * Ways to state each finding. `{side}` left, right or bilateral; `{zone}` upper, mid or lower; `{lobe}` a lobe in words;
 * `{grade}` one of the grade's words; `{mm}`, `{cm}` the size. A template whose word the finding lacks is left out.
 */
export const present: Readonly<Record<ChestFinding, readonly string[]>> = {
  pneumothorax: [
    'There is a {grade} {side} pneumothorax.',
    '{Side} pneumothorax.',
    'A {grade} {side} apical pneumothorax is present.',
    'A visceral pleural line with no lung markings beyond it is seen on the {side}, in keeping with a {grade} pneumothorax.',
    '{Grade} {side}-sided pneumothorax with absent peripheral vascular markings.',
    'Air in the {side} pleural space is consistent with pneumothorax.',
    'Partial collapse of the {side} lung with a {grade} pneumothorax.',
  ],
  'pleural effusion': [
    'There is a {grade} {side} pleural effusion.',
    '{Side} pleural effusion.',
    '{Grade} {side} pleural effusion with a meniscus.',
    'Blunting of the {side} costophrenic angle is consistent with a {grade} pleural effusion.',
    '{Grade} {side}-sided pleural fluid is present.',
    'Opacity at the {side} base obscures the hemidiaphragm, consistent with a {grade} effusion.',
    'Layering fluid in the {side} pleural space.',
  ],
  consolidation: [
    'There is {grade} consolidation in the {side} {zone} zone.',
    '{Side} {zone} zone consolidation.',
    'Airspace opacity in the {side} {lobe} is concerning for pneumonia.',
    '{Grade} {side} {zone} lung consolidation, suspicious for pneumonia.',
    'Patchy {grade} airspace opacity projects over the {side} {zone} zone, consistent with pneumonia.',
    '{Side} {lobe} pneumonia.',
    'Focal opacity with air bronchograms in the {side} {lobe}, in keeping with pneumonic consolidation.',
    'Pneumonia in the {side} {zone} lung.',
  ],
  mass: [
    'There is a {mm} mm mass in the {side} {zone} zone.',
    '{Side} {zone} zone lung mass.',
    'A {cm} cm mass projects over the {side} {lobe}, suspicious for malignancy.',
    'Large rounded opacity in the {side} {lobe}, measuring {cm} cm, consistent with a lung mass.',
    '{Side} lung mass measuring {mm} mm.',
    'A dense mass is seen in the {side} {zone} lung.',
    '{Side} {lobe} mass, concerning for primary lung cancer.',
  ],
  nodule: [
    'There is a {mm} mm pulmonary nodule in the {side} {zone} zone.',
    '{Side} {zone} zone lung nodule.',
    'A small rounded nodule projects over the {side} {lobe}.',
    'Solitary pulmonary nodule in the {side} {lobe}, measuring {mm} mm.',
    '{Side} lung nodule of {mm} mm.',
    'A well-defined nodular opacity is seen in the {side} {zone} lung.',
  ],
  cardiomegaly: [
    'There is {grade} cardiomegaly.',
    'Cardiomegaly.',
    'The heart is enlarged.',
    'The cardiac silhouette is {gradely} enlarged.',
    'Enlarged heart with a cardiothoracic ratio of {ratio} percent.',
    '{Grade} enlargement of the cardiac silhouette.',
    'The cardiothoracic ratio exceeds one half, in keeping with {grade} cardiomegaly.',
  ],
  edema: [
    'There is {grade} pulmonary edema.',
    'Pulmonary edema.',
    '{Grade} interstitial and alveolar edema with perihilar haze.',
    'Bilateral perihilar opacities in a bat-wing pattern are consistent with {grade} pulmonary edema.',
    'Vascular congestion with septal lines, consistent with {grade} edema.',
    'Diffuse bilateral haze and indistinct vessels indicate {grade} pulmonary edema.',
    'Findings of {grade} fluid overload with pulmonary edema.',
  ],
  atelectasis: [
    'There is {grade} atelectasis in the {side} {zone} zone.',
    '{Side} {zone} zone atelectasis.',
    '{Grade} {side} {lobe} atelectasis with volume loss.',
    'Band-like opacities in the {side} {zone} lung are consistent with atelectasis.',
    '{Side} {lobe} volume loss with elevation of the {side} hemidiaphragm, consistent with atelectasis.',
    'Plate-like atelectasis in the {side} {lobe}.',
    '{Grade} collapse in the {side} {lobe}.',
  ],
  emphysema: [
    'There is {grade} emphysema.',
    'Emphysema.',
    'The lungs are hyperinflated with flattened diaphragms, consistent with {grade} emphysema.',
    'Hyperinflation with paucity of vascular markings, in keeping with emphysema.',
    '{Grade} hyperinflation of both lungs suggests chronic obstructive pulmonary disease.',
    'Emphysematous change with flat hemidiaphragms and a narrow heart.',
  ],
  'rib fracture': [
    'There is a displaced {side} rib fracture in the {zone} chest.',
    '{Side} rib fracture.',
    '{Count} of the {side} posterolateral ribs.',
    'Cortical step-off of a {side} rib at the {zone} zone, consistent with an acute fracture.',
    'Fractured {side} rib.',
    'Displaced fracture of the {side} lateral chest wall ribs.',
    'Acute {side} rib fracture at the level of the {zone} zone.',
  ],
  'support devices': [],
};

/** Ways to state each device. */
export const devicesPresent: Readonly<Record<string, readonly string[]>> = {
  'endotracheal tube': [
    'An endotracheal tube is in place with its tip above the carina.',
    'Endotracheal tube in place.',
    'The patient is intubated, with the tube tip in the mid trachea.',
    'Support devices: endotracheal tube.',
    'The tip of the endotracheal tube projects over the trachea, above the carina.',
  ],
  'central line': [
    'A {side} central venous catheter ends in the superior vena cava.',
    '{Side} central line.',
    'The tip of the {side} central venous line projects over the superior vena cava.',
    'Support devices: {side} central venous catheter.',
    'A {side} central line is in satisfactory position.',
  ],
  pacemaker: [
    'A {side} chest wall pacemaker with two leads is present.',
    '{Side} dual-chamber pacemaker.',
    'Pacemaker generator over the {side} chest with leads in the right atrium and right ventricle.',
    'Support devices: {side} pacemaker.',
    'A {side}-sided cardiac pacing device is in place.',
  ],
  'sternal wires': [
    'Median sternotomy wires are intact.',
    'Sternal wires from earlier heart surgery.',
    'Status post median sternotomy with aligned sternal wires.',
    'Support devices: sternal wires.',
    'Sternotomy wires project over the midline.',
  ],
  'chest tube': [
    'A {side} chest tube is in place.',
    '{Side} chest tube.',
    'A {side}-sided thoracostomy tube is directed towards the apex.',
    'Support devices: {side} chest tube.',
    'The {side} pleural drain projects over the upper hemithorax.',
  ],
};

/** Ways to state what a side view shows; `{place}` is retrosternal, retrocardiac or posterior. */
export const lateralPresent: Readonly<Partial<Record<ChestFinding, readonly string[]>>> = {
  'pleural effusion': [
    'There is a {grade} pleural effusion with blunting of the posterior costophrenic angle.',
    'Pleural effusion in the posterior costophrenic sulcus.',
    '{Grade} pleural effusion on the lateral view.',
    'Fluid with a meniscus fills the posterior sulcus, consistent with {grade} effusion.',
    'Posterior pleural effusion.',
  ],
  consolidation: [
    'There is {grade} {place} consolidation on the lateral view.',
    '{Place} consolidation.',
    '{Grade} {place} airspace opacity is concerning for pneumonia.',
    'Pneumonia in the {place} lung on the lateral radiograph.',
    'A {place} opacity is consistent with pneumonic consolidation.',
  ],
  mass: [
    'There is a {mm} mm {place} mass on the lateral view.',
    '{Place} lung mass.',
    'A {cm} cm {place} mass is seen, suspicious for malignancy.',
    'A large {place} rounded opacity is consistent with a mass.',
    'Lung mass of {mm} mm, {place} in position.',
  ],
  nodule: [
    'There is a {mm} mm {place} pulmonary nodule on the lateral view.',
    '{Place} lung nodule.',
    'A small {place} nodule is seen.',
    'Rounded {place} nodular opacity of {mm} mm.',
    'Pulmonary nodule, {place} in position.',
  ],
};

/** Ways to state that a finding is not there. */
export const absent: Readonly<Record<ChestFinding, readonly string[]>> = {
  pneumothorax: [
    'There is no pneumothorax.',
    'No pneumothorax is seen.',
    'No evidence of pneumothorax.',
    'No visible pleural line to suggest pneumothorax.',
  ],
  'pleural effusion': [
    'There is no pleural effusion.',
    'No pleural effusion is seen.',
    'The costophrenic angles are sharp.',
    'No effusion.',
  ],
  consolidation: [
    'There is no consolidation.',
    'No focal airspace opacity to suggest pneumonia.',
    'No evidence of pneumonia.',
    'No focal consolidation.',
  ],
  mass: ['No lung mass is seen.', 'There is no pulmonary mass.', 'No suspicious mass.'],
  nodule: ['No pulmonary nodule is seen.', 'There is no lung nodule.', 'No suspicious nodule.'],
  cardiomegaly: [
    'There is no cardiomegaly.',
    'The heart is not enlarged.',
    'The heart size is normal.',
    'The cardiac silhouette is of normal size.',
  ],
  edema: [
    'There is no pulmonary edema.',
    'No vascular congestion or edema.',
    'No evidence of pulmonary edema.',
  ],
  atelectasis: [
    'There is no atelectasis.',
    'No evidence of collapse or volume loss.',
    'No atelectasis is seen.',
  ],
  emphysema: ['There is no emphysema.', 'The lungs are not hyperinflated.', 'No evidence of emphysema.'],
  'rib fracture': [
    'No rib fracture is seen.',
    'There is no displaced rib fracture.',
    'The ribs are intact.',
    'No acute osseous abnormality.',
  ],
  'support devices': [
    'No support devices are present.',
    'There are no lines or tubes.',
    'No tubes, lines or implanted devices.',
  ],
};
