/** How each finding is stated. */
export const present: Readonly<Record<string, readonly string[]>> = {
  'macular edema': [
    'cystoid macular edema with intraretinal fluid',
    'macular edema, {severity}',
    'thickened macula with dark cystoid spaces',
    'intraretinal cysts and loss of the foveal depression, consistent with macular edema',
    '{severity} cystoid macular edema',
    'intraretinal fluid',
    'macular edema',
  ],
  'subretinal fluid': [
    'subretinal fluid lifts the neurosensory retina',
    'serous detachment of the neurosensory retina',
    'dark fluid between photoreceptors and RPE',
    '{severity} subretinal fluid',
    'subretinal fluid is present',
    'neurosensory detachment with subretinal fluid',
  ],
  drusen: [
    'drusen elevate the retinal pigment epithelium',
    'multiple small bumps of the RPE, drusen',
    'undulating RPE with drusenoid deposits',
    '{severity} drusen, consistent with dry age-related macular degeneration',
    'sub-RPE deposits',
    'drusen',
  ],
  'pigment epithelial detachment': [
    'pigment epithelial detachment',
    'dome-shaped elevation of the retinal pigment epithelium, PED',
    '{severity} detachment of the retinal pigment epithelium',
    'the RPE is separated from Bruch membrane by a large dome',
    'PED present',
    'pigment epithelial detachment with a visible Bruch membrane below',
  ],
  'epiretinal membrane': [
    'epiretinal membrane with wrinkling of the inner surface',
    'hyperreflective line on the retinal surface, epiretinal membrane',
    '{severity} epiretinal membrane',
    'macular pucker',
    'bright membrane on the internal limiting membrane with surface folds',
    'ERM present',
  ],
  'macular hole': [
    'full-thickness macular hole',
    'macular hole with cystic edges',
    'a defect through all retinal layers at the fovea',
    '{severity} macular hole',
    'the fovea shows a complete gap, a macular hole',
    'full-thickness foveal defect',
  ],
};

/** How the absence of each is stated. */
export const absent: Readonly<Record<string, readonly string[]>> = {
  'macular edema': ['no macular edema', 'no intraretinal fluid', 'no cystoid spaces'],
  'subretinal fluid': ['no subretinal fluid', 'no neurosensory detachment', 'subretinal space without fluid'],
  drusen: ['no drusen', 'no drusenoid deposits', 'drusen are absent'],
  'pigment epithelial detachment': ['no pigment epithelial detachment', 'no PED', 'the RPE is not detached'],
  'epiretinal membrane': ['no epiretinal membrane', 'the retinal surface is smooth', 'no macular pucker'],
  'macular hole': ['no macular hole', 'no full-thickness defect', 'no foveal defect'],
};
