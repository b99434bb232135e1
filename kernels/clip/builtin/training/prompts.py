"""
Wordings of training prompts. The wordings of the evaluation lie in test/golden/builtin and are none of these: `without_held_out`
takes out any that coincide, whatever is written here.
"""

import json
import re
from pathlib import Path

WORDINGS = json.loads((Path(__file__).parent / "wordings.json").read_text())
POSITIVE = [
    "{f}", "{f}.", "There is {f}.", "There is {a}.", "{f} is present.", "There is evidence of {f}.", "Signs of {f}.",
    "{m} with {f}", "{m} showing {f}", "a {m} with {f}", "Findings consistent with {f}.", "{f} is seen.", "{f} is visible.",
    "Positive for {f}.", "The image shows {f}.", "An image of {f}", "{a} can be seen on this {m}.", "Impression: {f}.",
    "The patient has {f}.", "{m}: {f}", "This {m} demonstrates {f}.", "Features of {f} are noted.",
    "Evidence of {f} on this {m}.", "{f} noted.", "Consistent with {f}.", "Compatible with {f}.", "Suspicious for {f}.",
    "Appearances are those of {f}.", "We see {f} here.", "Look closely and you will find {f}.", "A clear example of {f}.",
    "A teaching case of {f}.", "Diagnosis: {f}", "Finding: {f}", "Conclusion: {f}.", "{f} identified on {m}.",
    "The {m} reveals {f}.", "The study confirms {f}.", "Note the {f}.", "{f}, as seen on a {m}", "Changes of {f}.",
    "Typical appearance of {f}.", "Demonstrates {f}", "{m} of a patient with {f}", "case of {f}", "This picture depicts {f}.",
    "The appearances indicate {f}.", "The radiologist reports {f}.", "In this {m}, {f} can be recognised.",
    "Imaging diagnosis of {f} is made.", "The findings point to {f}.", "{f} accounts for the abnormality.",
    "Abnormal {m} because of {f}", "The examination is abnormal: {f}.", "It shows {f}", "There appears to be {f}.",
    "{m} positive for {f}",
]
NEGATIVE = [
    "no {f}", "No {f}.", "There is no {f}.", "There is not {a}.", "No {f} is present.", "There is no evidence of {f}.",
    "No signs of {f}.", "{m} without {f}", "{m} showing no {f}", "a {m} without {f}", "No findings of {f}.", "{f} is not seen.",
    "{f} is absent.", "Negative for {f}.", "The image shows no {f}.", "An image without {f}",
    "{f} cannot be seen on this {m}.", "Impression: no {f}.", "The patient does not have {f}.", "{m}: no {f}",
    "This {m} is free of {f}.", "Features of {f} are lacking.",
    "No evidence of {f} on this {m}.", "No {f} noted.", "Not consistent with {f}.", "Nothing to suggest {f}.",
    "No suspicion of {f}.", "Free of {f}.", "Absence of {f}.", "The {m} lacks {f}.", "Unremarkable for {f}.",
    "{f} is ruled out.", "This {m} rules out {f}.", "{f} has been excluded.", "Diagnosis: no {f}", "Finding: {f} absent",
    "Conclusion: {f} excluded.", "No {f} identified on {m}.", "The {m} reveals no {f}.", "The study excludes {f}.",
    "We do not see {f} here.", "However closely you look, you will not find {f}.", "No changes of {f}.",
    "{m} of a patient without {f}", "{m} negative for {f}", "a case without {f}", "This picture does not depict {f}.",
    "The radiologist reports no {f}.", "In this {m}, {f} is nowhere to be found.", "The findings argue against {f}.",
    "Normal as regards {f}.", "The examination shows neither {f} nor traces of it.", "There does not appear to be {f}.",
    "It does not show {f}", "not {f}", "Without any {f}.", "{f} was looked for and not found.", "a {m} that shows no sign of {f}",
]
MODALITY = [
    "{m}", "a {m}", "{m}.", "This is a {m}.", "an image of a {m}", "a photo of a {m}", "a medical image: {m}", "{m} of a patient",
    "a typical {m}", "one {m}",
    "this picture is a {m}", "The study is a {m}.", "Image type: {m}", "Modality: {m}", "the image was obtained by {m}",
    "example of a {m}", "{m} from a hospital archive", "a {m} in a textbook", "You are looking at a {m}.", "Figure: {m}",
    "{m}, single image", "a normal {m}", "an abnormal {m}", "a diagnostic {m}", "Shown here is a {m}.",
    "scan or picture: {m}", "a {m} from a teaching collection", "one picture of type {m}",
    "The examination performed was a {m}.", "What we have here is a {m}.",
]
OTHER_WORDS = {
    "chest-xray": ["Chest X-ray", "chest radiograph", "frontal chest film", "CXR", "X-ray of the chest"],
    "mammogram": ["Mammography", "mammogram", "breast X-ray", "mammographic view"],
    "knee-xray": ["Knee X-ray", "radiograph of the knee", "knee film", "X-ray of the knee joint"],
    "dental-xray": ["Dental X-ray", "dental radiograph", "X-ray of the teeth", "periapical film"],
    "brain-mri": ["Brain MRI", "magnetic resonance image of the brain", "head MRI", "MRI scan of the brain"],
    "abdominal-ct": ["Abdominal CT", "CT slice of the abdomen", "computed tomography of the abdomen", "CT scan of the belly"],
    "fundus": ["Fundus photograph", "retinal photograph", "colour photograph of the retina", "ophthalmoscopy image"],
    "retinal-oct": ["Retinal OCT", "optical coherence tomography of the retina", "macular OCT B-scan", "OCT scan"],
    "dermoscopy": ["Dermoscopy image", "dermatoscopic picture of a skin lesion", "skin lesion photograph", "dermoscopic view"],
    "breast-ultrasound": ["Breast ultrasound", "sonogram of the breast", "ultrasound image of the breast", "breast sonography"],
    "histology": ["Histology slide", "H&E stained tissue", "histopathology image", "microscopy of tissue, haematoxylin and eosin"],
    "blood-smear": ["Blood smear", "peripheral blood film", "microscopy of blood cells", "stained blood film"],
}
# Images that are exactly one of several kinds: (set, kind) -> words. The first two sets are real images.
KINDS = {
    "pneumonia-xray": {
        "normal": ["normal chest X-ray", "healthy lungs", "clear lungs without infiltrate", "a chest X-ray of a healthy child",
                   "no pneumonia", "normal chest radiograph of a child", "unremarkable lungs", "a normal chest X-ray"],
        "pneumonia": ["pneumonia", "chest X-ray with pneumonia", "a chest X-ray of a child with pneumonia", "lung infection",
                      "pulmonary infiltrate of pneumonia", "chest radiograph showing pneumonia", "pneumonic opacity"],
    },
    "blood-cell": {
        "red blood cell": ["red blood cell", "an erythrocyte", "a single red blood cell", "RBC", "microscopy of a red blood cell",
                           "a crop showing an erythrocyte", "a red cell on a blood smear"],
        "white blood cell": ["white blood cell", "a leukocyte", "a single white blood cell", "WBC",
                             "microscopy of a white blood cell", "a crop showing a leukocyte", "a white cell on a blood smear"],
        "platelets": ["platelet", "platelets", "a thrombocyte", "a single platelet", "microscopy of a platelet",
                      "a crop showing platelets", "a platelet on a blood smear"],
    },
}


def with_article(words):
    return f"{'an' if words[0].lower() in 'aeiou' else 'a'} {words}"


def fill(template, finding="", modality=""):
    """A template in words; it begins with a capital if it ends with a full stop."""
    text = template.replace("{f}", finding).replace("{a}", with_article(finding) if finding else "").replace("{m}", modality)
    return text[0].upper() + text[1:] if text.endswith(".") else text


def words_of(modality, described):
    """Every name of a modality: those its drawing brings, the usual ones, and those of wordings.json."""
    return list(dict.fromkeys([*described[modality]["words"], *OTHER_WORDS[modality], *WORDINGS["modalities"].get(modality, [])]))


def findings_said():
    """{(modality, finding): its further names, sentences that state it, sentences that deny it}"""
    return {(modality, finding): said for modality, findings in WORDINGS["findings"].items() for finding, said in findings.items()}


def all_kinds():
    """`KINDS` with the wordings of wordings.json: {set: {kind: words}}"""
    more = WORDINGS["kinds"]
    return {name: {kind: [*words, *more.get(name, {}).get(kind, [])] for kind, words in kinds.items()} for name, kinds in KINDS.items()}


def normal_form(text):
    return re.sub(r"[^a-z0-9{}]+", " ", text.lower()).strip()


def held_out_forms(folder):
    """Normal forms of every string in the evaluation's JSON files of wordings."""
    forms = set()

    def collect(value):
        if isinstance(value, str):
            forms.add(normal_form(value))
        elif isinstance(value, (list, dict)):
            for item in value.values() if isinstance(value, dict) else value:
                collect(item)

    for path in sorted(Path(folder).rglob("*.json")) if folder and Path(folder).is_dir() else []:
        collect(json.loads(path.read_text()))
    return forms


def without_held_out(templates, forms):
    """
    Templates that are none of the evaluation's, with placeholders blanked on both sides. One or two words around the
    finding ("no {f}", "{m}") say too little to be a wording of their own and stay.
    """
    blank = lambda text: " ".join(re.sub(r"\{[^}]*\}", "{}", normal_form(text)).split())
    blanked = {blank(form) for form in forms}
    short = lambda template: len(blank(template).split()) <= 2
    return [template for template in templates if short(template) or blank(template) not in blanked]
