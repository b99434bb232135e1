"""Makes test/golden/decoding: small synthetic images in every format and what Pillow 13 / pydicom 3 read from them.

Needs: pillow 13, numpy, pydicom 3 with pylibjpeg-libjpeg, pylibjpeg-openjpeg and pyjpegls, imagecodecs (12-bit, lossless
and high-throughput streams). Run from anywhere: python test/golden/decoding/make.py
"""

import hashlib
import json
import pathlib
import warnings

import imagecodecs
import numpy as np
import pydicom
from PIL import Image, ImageCms, ImageOps, PngImagePlugin
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi_lut, pixel_array

warnings.filterwarnings("ignore")
here = pathlib.Path(__file__).parent
images = here / "images"
images.mkdir(exist_ok=True)
rng = np.random.default_rng(20240611)


def texture(height, width, channels, noise=24, top=256):
    """Waves, a ramp and a little noise."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [
        0.45 + 0.3 * np.sin(x / (5 + 3 * c) + c) + 0.2 * np.cos(y / (7 + 2 * c)) + 0.002 * (x - y)
        for c in range(channels)
    ]
    values = np.stack(planes, -1) * (top - 1) + rng.normal(0, noise * top / 512, (height, width, channels))
    return values.clip(0, top - 1).astype(np.uint8 if top <= 256 else np.uint16)


def image(mode, height=61, width=83, noise=24):
    channels = len(Image.new(mode, (1, 1)).getbands())
    return Image.fromarray(texture(height, width, channels, noise).squeeze(-1) if channels == 1 else texture(height, width, channels, noise), mode)


def exif(orientation):
    tags = Image.Exif()
    tags[0x112] = orientation
    return tags.tobytes()


def save(name, picture, **options):
    picture.save(images / name, **options)


def rasters():
    save("gray.png", image("L"))
    save("gray-alpha.png", image("LA"))
    save("rgb.png", image("RGB"))
    save("rgba.png", image("RGBA"))
    transparent = image("RGBA")
    transparent.putalpha(Image.fromarray((texture(61, 83, 1).squeeze(-1) // 128 * 255).astype(np.uint8)))
    save("rgba-holes.png", transparent)
    save("palette.png", image("RGB").quantize(200))
    save("palette-4bit.png", image("RGB").quantize(11))
    save("palette-transparent.png", image("RGB").quantize(60), transparency=3)
    save("rgb-transparent-color.png", image("RGB"), transparency=(100, 110, 120))
    save("gray-transparent-value.png", image("L"), transparency=100)
    save("bilevel.png", image("L").convert("1"))
    save("gray-2bit.png", image("L").quantize(4))
    save("gray16.png", Image.fromarray(texture(61, 83, 1, top=65536).squeeze(-1)))
    (images / "rgb16.png").write_bytes(imagecodecs.png_encode(texture(29, 37, 3, top=65536)))
    (images / "rgba16.png").write_bytes(imagecodecs.png_encode(texture(29, 37, 4, top=65536)))
    (images / "gray-alpha16.png").write_bytes(imagecodecs.png_encode(texture(29, 37, 2, top=65536)))
    save("orientation-6.png", image("RGB"), exif=exif(6))
    for number, name in enumerate(["444", "422", "420"]):
        save(f"{name}.jpg", image("RGB"), subsampling=number, quality=80)
        save(f"{name}-progressive.jpg", image("RGB", 67, 53), subsampling=number, quality=60, progressive=True)
    save("gray.jpg", image("L"), quality=85)
    save("gray-progressive.jpg", image("L"), quality=50, progressive=True)
    save("cmyk.jpg", image("CMYK"), quality=85)
    save("restart.jpg", image("RGB"), quality=75, restart_marker_blocks=5)
    save("optimized.jpg", image("RGB", 97, 101), quality=95, optimize=True)
    for number in range(1, 9):
        save(f"orientation-{number}.jpg", image("RGB", 31, 45), exif=exif(number), quality=70)
    save("lossy.webp", image("RGB"), quality=70)
    save("lossy-alpha.webp", image("RGBA"), quality=70)
    save("lossless.webp", image("RGB"), lossless=True)
    save("lossless-alpha.webp", image("RGBA"), lossless=True, exact=True)
    save("orientation-8.webp", image("RGB"), exif=exif(8))
    for mode in ["1", "L", "LA", "RGB", "RGBA", "CMYK", "P"]:
        source = {"1": lambda: image("L").convert("1"), "P": lambda: image("RGB").quantize(99)}
        picture = source.get(mode, lambda mode=mode: image(mode))()
        save(f"{mode.lower()}.tif", picture, compression="tiff_adobe_deflate")
    save("gray-lzw.tif", image("L"), compression="tiff_lzw")
    save("rgb-jpeg.tif", image("RGB"), compression="jpeg")
    save("bilevel-group4.tif", image("L").convert("1"), compression="group4")
    save("gray16.tif", Image.fromarray(texture(61, 83, 1, top=65536).squeeze(-1)))
    save("orientation-5.tif", image("RGB"), tiffinfo={274: 5})
    save("palette.gif", image("RGB").quantize(100))
    save("palette-transparent.gif", image("RGB").quantize(100), transparency=4)
    save("gray.gif", image("L"))
    save("interlaced.gif", image("RGB").quantize(30), interlace=1)
    save("animated.gif", image("RGB").quantize(30), save_all=True, append_images=[image("RGB").quantize(30)])
    save("tiny-1x1.png", Image.new("RGB", (1, 1), (1, 128, 254)))


def sizes():
    """Sizes that resizing and cropping must get right."""
    for width, height in [(223, 224), (224, 223), (225, 225), (224, 224), (37, 411), (411, 37), (1, 500), (500, 1), (2, 3), (227, 331), (449, 447), (512, 384), (255, 256)]:
        save(f"size-{width}x{height}.jpg", image("RGB", height, width, noise=4), quality=70)
    save("size-3000x10.png", image("L", 10, 3000, noise=6))
    save("size-10x1999.jpg", image("RGB", 1999, 10, noise=6), quality=60)
    save("size-701x503-rgba.webp", image("RGBA", 503, 701, noise=0), quality=50)
    save("size-337x229-cmyk.jpg", image("CMYK", 229, 337, noise=2), quality=50)
    save("size-320x288-la.png", Image.merge("LA", [image("L", 288, 320, noise=0), image("L", 288, 320, noise=0)]))
    save("size-401x307-palette.png", image("RGB", 307, 401, noise=0).quantize(64))


BASE = "1.2.840.10008.1.2"


def dicom(name, values, syntax=BASE + ".1", compress=None, frames=None, **attribute):
    """values: [rows, columns(, samples)] as stored; `compress`: encoder of one frame."""
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = "1.2.3.4"
    ds.PatientName = "Nobody^Synthetic"
    all_frames = frames if frames is not None else [values]
    first = all_frames[0]
    ds.Rows, ds.Columns = first.shape[:2]
    ds.SamplesPerPixel = 3 if first.ndim == 3 else 1
    ds.PhotometricInterpretation = "RGB" if first.ndim == 3 else "MONOCHROME2"
    if first.ndim == 3:
        ds.PlanarConfiguration = 0
    ds.BitsAllocated = first.dtype.itemsize * 8
    ds.BitsStored = ds.BitsAllocated
    ds.PixelRepresentation = 1 if first.dtype.kind == "i" else 0
    if frames is not None:
        ds.NumberOfFrames = len(frames)
    for key, value in attribute.items():
        setattr(ds, key, value)
    ds.HighBit = attribute.get("HighBit", ds.BitsStored - 1)
    big = syntax == BASE + ".2"
    if compress:
        from pydicom.encaps import encapsulate

        ds.PixelData = encapsulate([compress(frame) for frame in all_frames])
        ds["PixelData"].is_undefined_length = True
    else:
        data = b"".join(frame.astype(frame.dtype.newbyteorder(">" if big else "<")).tobytes() for frame in all_frames)
        ds.PixelData = data + b"\0" * (len(data) % 2)
    ds["PixelData"].VR = "OW" if ds.BitsAllocated > 8 else "OB"
    ds.save_as(images / name, enforce_file_format=True)


def lut(first, bits, entries, signed=False):
    item = Dataset()
    item.add_new(0x00283002, "SS" if signed else "US", [len(entries), first, bits])
    item.add_new(0x00283006, "OW" if bits > 8 else "US", entries.astype("<u2").tobytes() if bits > 8 else [int(v) for v in entries])
    return item


def deflate(path):
    ds = pydicom.dcmread(path)
    ds.file_meta.TransferSyntaxUID = BASE + ".1.99"
    ds.save_as(path, enforce_file_format=True)


def dicoms():
    gray8 = texture(43, 57, 1).squeeze(-1)
    gray12 = (texture(43, 57, 1, top=4096).squeeze(-1)).astype(np.uint16)
    gray16 = texture(43, 57, 1, top=65536).squeeze(-1)
    signed16 = (gray16.astype(np.int32) - 32768).astype(np.int16)
    hounsfield = (gray12.astype(np.int32) - 1024).astype(np.int16)
    rgb = texture(43, 57, 3)
    dicom("mono2-8.dcm", gray8)
    dicom("mono1-8.dcm", gray8, PhotometricInterpretation="MONOCHROME1")
    dicom("mono2-8-window.dcm", gray8, WindowCenter=100, WindowWidth=90)
    dicom("mono2-10.dcm", gray12 >> 2, BitsStored=10)
    dicom("mono2-12-implicit.dcm", gray12, syntax=BASE, BitsStored=12, WindowCenter=["1800", "500"], WindowWidth=["1500", "20"])
    dicom("mono1-12-big-endian.dcm", gray12, syntax=BASE + ".2", BitsStored=12, PhotometricInterpretation="MONOCHROME1")
    dicom("mono2-12-high-bits.dcm", (gray12 << 4) | 7, BitsStored=12, HighBit=15)
    dicom("mono2-12-garbage-above.dcm", gray12 | 0x5000, BitsStored=12, WindowCenter=2048, WindowWidth=4096)
    dicom("mono2-16.dcm", gray16)
    dicom("mono2-16-signed.dcm", signed16)
    dicom("ct-rescale-window.dcm", gray12, BitsStored=12, RescaleSlope="1", RescaleIntercept="-1024", WindowCenter="40", WindowWidth="400")
    dicom("ct-signed-12.dcm", hounsfield & 0xFFF, BitsStored=12, PixelRepresentation=1, WindowCenter="-200", WindowWidth="900")
    dicom("slope-fraction.dcm", gray12, BitsStored=12, RescaleSlope="0.37", RescaleIntercept="-11.5", WindowCenter="600.5", WindowWidth="800.25")
    dicom("slope-negative.dcm", gray12, BitsStored=12, RescaleSlope="-2", RescaleIntercept="100")
    dicom("window-exact.dcm", gray12, BitsStored=12, WindowCenter="2000", WindowWidth="1000", VOILUTFunction="LINEAR_EXACT")
    dicom("window-sigmoid.dcm", gray12, BitsStored=12, WindowCenter="2000", WindowWidth="1000", VOILUTFunction="SIGMOID")
    dicom("window-width-1.dcm", gray12, BitsStored=12, WindowCenter="2000", WindowWidth="1")
    curve = (np.linspace(0, 1, 3000) ** 2 * 4095).astype(np.uint16)
    dicom("voi-lut.dcm", gray12, BitsStored=12, VOILUTSequence=[lut(500, 12, curve)])
    dicom("modality-lut.dcm", gray8, ModalityLUTSequence=[lut(0, 16, (np.linspace(0, 1, 256) ** 0.5 * 60000).astype(np.uint16))], WindowCenter=30000, WindowWidth=40000)
    dicom("constant.dcm", np.full((20, 30), 777, np.uint16))
    dicom("rgb-8.dcm", rgb)
    dicom("rgb-planar.dcm", rgb, PlanarConfiguration=1)
    planar = pydicom.dcmread(images / "rgb-planar.dcm")
    data = np.ascontiguousarray(rgb.transpose(2, 0, 1)).tobytes()
    planar.PixelData = data + b"\0" * (len(data) % 2)
    planar.save_as(images / "rgb-planar.dcm")
    dicom("rgb-16.dcm", texture(43, 57, 3, top=65536))
    dicom("ybr-full.dcm", rgb, PhotometricInterpretation="YBR_FULL")
    even = texture(44, 58, 3)
    packed = np.stack([even[:, 0::2, 0], even[:, 1::2, 0], even[:, 0::2, 1], even[:, 0::2, 2]], -1)
    dicom("ybr-full-422.dcm", even, PhotometricInterpretation="YBR_FULL_422")
    ds = pydicom.dcmread(images / "ybr-full-422.dcm")
    ds.PixelData = packed.tobytes()
    ds.save_as(images / "ybr-full-422.dcm")
    ramp = np.arange(256)
    tables = [(ramp * 257).astype("<u2"), ((255 - ramp) * 257).astype("<u2"), ((ramp * 3 % 256) * 257).astype("<u2")]
    dicom("palette.dcm", gray8, PhotometricInterpretation="PALETTE COLOR")
    ds = pydicom.dcmread(images / "palette.dcm")
    for color, table in zip(("Red", "Green", "Blue"), tables):
        number = ("Red", "Green", "Blue").index(color)
        ds.add_new(0x00281101 + number, "US", [256, 0, 16])
        ds.add_new(0x00281201 + number, "OW", table.tobytes())
    ds.save_as(images / "palette.dcm")
    dicom("frames.dcm", None, frames=[gray16, gray16[::-1].copy(), gray16[:, ::-1].copy()])
    dicom("deflated.dcm", gray12, BitsStored=12)
    deflate(images / "deflated.dcm")
    no_preamble = pydicom.dcmread(images / "mono2-10.dcm")
    from pydicom.filebase import DicomBytesIO
    from pydicom.filewriter import write_dataset

    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, True
    write_dataset(buffer, no_preamble)
    (images / "no-preamble.dcm").write_bytes(buffer.getvalue())

    def pydicom_compressed(name, source, syntax, **options):
        ds = pydicom.dcmread(images / source)
        ds.compress(syntax, generate_instance_uid=False, **options)
        ds.save_as(images / name, enforce_file_format=True)

    for source in ["mono2-8", "mono2-16-signed", "rgb-8", "frames"]:
        pydicom_compressed(f"{source}-rle.dcm", source + ".dcm", BASE + ".5")
    for source in ["mono2-8", "mono2-10", "mono2-16", "mono2-16-signed", "rgb-8"]:
        pydicom_compressed(f"{source}-jpegls.dcm", source + ".dcm", BASE + ".4.80")
        pydicom_compressed(f"{source}-j2k.dcm", source + ".dcm", BASE + ".4.90")
    pydicom_compressed("mono2-16-jpegls-near.dcm", "mono2-16.dcm", BASE + ".4.81", jls_error=3)
    pydicom_compressed("mono2-16-j2k-lossy.dcm", "mono2-16.dcm", BASE + ".4.91", j2k_cr=[6])

    def jpeg(**options):
        return lambda values: imagecodecs.jpeg8_encode(values, **options)

    dicom("jpeg-gray.dcm", gray8, syntax=BASE + ".4.50", compress=jpeg(level=90))
    dicom("jpeg-ybr.dcm", rgb, syntax=BASE + ".4.50", compress=jpeg(level=90, colorspace="rgb", outcolorspace="ycbcr", subsampling="422"), PhotometricInterpretation="YBR_FULL_422")
    dicom("jpeg-frames.dcm", None, frames=[gray8, 255 - gray8], syntax=BASE + ".4.50", compress=jpeg(level=90))
    dicom("jpeg-extended-12.dcm", gray12, syntax=BASE + ".4.51", compress=jpeg(level=95, bitspersample=12), BitsStored=12, WindowCenter=2000, WindowWidth=3000)
    for predictor in range(1, 8):
        dicom(f"jpeg-lossless-{predictor}.dcm", gray12, syntax=BASE + (".4.70" if predictor == 1 else ".4.57"), compress=jpeg(lossless=True, bitspersample=12, predictor=predictor), BitsStored=12)
    dicom("jpeg-lossless-rgb.dcm", rgb, syntax=BASE + ".4.70", compress=jpeg(lossless=True, predictor=1, colorspace="rgb", outcolorspace="rgb"))
    dicom("jpeg-lossless-16.dcm", gray16, syntax=BASE + ".4.70", compress=jpeg(lossless=True, bitspersample=16, predictor=1))
    dicom("htj2k.dcm", gray12, syntax=BASE + ".4.201", compress=lambda v: imagecodecs.htj2k_encode(v), BitsStored=12)


def swapped_profile():
    """An RGB profile whose red and blue are exchanged: whoever applies it is seen at once."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    entries = {bytes(profile[at : at + 4]): tuple(int.from_bytes(profile[at + i : at + i + 4], "big") for i in (4, 8)) for at in range(132, 132 + 12 * count, 12)}
    (red, size), (blue, _) = entries[b"rXYZ"], entries[b"bXYZ"]
    profile[red : red + size], profile[blue : blue + size] = profile[blue : blue + size], profile[red : red + size]
    # The day the profile was made is of no interest to a digest.
    profile[24:36] = bytes(12)
    return bytes(profile)


def unmanaged():
    """Files that ask for colour management, which Pillow leaves to its caller."""
    profile = swapped_profile()
    for name in ["rgb-profile.png", "rgb-profile.jpg", "rgb-profile.tif"]:
        save(name, image("RGB", 31, 45), icc_profile=profile)
    save("rgb-profile.webp", image("RGB", 31, 45), icc_profile=profile, lossless=True)
    save("rgba-profile.png", image("RGBA", 31, 45), icc_profile=profile)
    save("gray-profile.png", image("L", 31, 45), icc_profile=profile)
    save("palette-profile.png", image("RGB", 31, 45).quantize(50), icc_profile=profile)
    save("cmyk-profile.jpg", image("CMYK", 31, 45), icc_profile=profile)
    gamma = PngImagePlugin.PngInfo()
    gamma.add(b"gAMA", (100000).to_bytes(4, "big"))
    save("rgb-gamma.png", image("RGB", 31, 45), pnginfo=gamma)
    save("animated.webp", image("RGB", 31, 45), save_all=True, append_images=[image("RGB", 31, 45)], lossless=True)


def displayed(ds, frame):
    """Stored values -> 8 bits by PS3.3 C.11 with pydicom's transforms."""
    syntax = ds.file_meta.TransferSyntaxUID if hasattr(ds, "file_meta") and "TransferSyntaxUID" in ds.file_meta else ""
    if syntax == BASE + ".4.201":
        from pydicom.encaps import get_frame

        values = imagecodecs.htj2k_decode(get_frame(ds.PixelData, frame, number_of_frames=1))
    elif syntax == BASE + ".4.51":
        from pydicom.encaps import get_frame

        values = imagecodecs.jpeg8_decode(get_frame(ds.PixelData, frame, number_of_frames=1))
    else:
        values = pixel_array(ds, index=frame, decoding_plugin="pillow" if syntax == BASE + ".4.50" else "")
    if ds.HighBit != ds.BitsStored - 1:
        # pydicom leaves the shift by HighBit (PS3.5 8.1.1) to its caller.
        raw = np.frombuffer(ds.PixelData, np.uint16)[: values.size].reshape(values.shape)
        values = (raw >> (ds.HighBit + 1 - ds.BitsStored)) & (2**ds.BitsStored - 1)
    if ds.PhotometricInterpretation == "PALETTE COLOR":
        return (apply_color_lut(values, ds) >> 8).astype(np.uint8)
    if ds.SamplesPerPixel == 3:
        return (values >> (ds.BitsStored - 8)).astype(np.uint8)
    modality = apply_modality_lut(values, ds)
    if "VOILUTSequence" in ds:
        shown = apply_voi_lut(modality, ds) / (2 ** ds.VOILUTSequence[0].LUTDescriptor[2] - 1)
    elif "WindowCenter" in ds:
        center = float(np.atleast_1d(ds.WindowCenter)[0])
        width = float(np.atleast_1d(ds.WindowWidth)[0])
        function = ds.get("VOILUTFunction", "LINEAR")
        x = modality.astype(float)
        if function == "SIGMOID":
            shown = 1 / (1 + np.exp(-4 * (x - center) / width))
        elif function == "LINEAR_EXACT":
            shown = ((x - center) / width + 0.5).clip(0, 1)
        else:
            shown = ((x - (center - 0.5)) / (width - 1) + 0.5).clip(0, 1) if width > 1 else (x > center - 0.5) * 1.0
    elif ds.BitsStored <= 8 and not ds.PixelRepresentation:
        shown = modality / 255
    else:
        x = modality.astype(float)
        shown = (x - x.min()) / max(x.max() - x.min(), 1e-30)
    gray = np.floor(shown * 255 + 0.5).astype(np.uint8)
    return 255 - gray if ds.PhotometricInterpretation == "MONOCHROME1" else gray


def digest(data):
    return hashlib.sha256(data).hexdigest()


def expected():
    found = {}
    for path in sorted(images.iterdir()):
        found[path.name] = described(path)
    write("expected.json", found)
    shared = here.parents[3] / "shared" / "data"
    if shared.exists():
        # Only digests: the images themselves are not ours to pass on.
        chosen = sorted(shared.glob("chest-xray/*.*")) + sorted(shared.glob("bccd/images/*.jpg"))[::20]
        write("shared-data.json", {str(path.relative_to(shared)): described(path) for path in chosen})


def write(name, found):
    (here / name).write_text(json.dumps(found, indent=1) + "\n")


def described(path):
    """Mode, size, digest of the pixels (of palette images: of their colours), the first pixels."""
    if path.suffix == ".dcm":
        ds = pydicom.dcmread(path, force=True)
        if "TransferSyntaxUID" not in ds.file_meta:
            ds.file_meta.TransferSyntaxUID = BASE
        frames = []
        for frame in range(int(ds.get("NumberOfFrames", 1))):
            pixels = displayed(ds, frame)
            frames.append({"sha256": digest(pixels.tobytes()), "first": pixels.ravel()[:12].tolist(), "mean": float(pixels.mean())})
        return {"mode": "RGB" if ds.SamplesPerPixel == 3 or ds.PhotometricInterpretation == "PALETTE COLOR" else "L", "width": ds.Columns, "height": ds.Rows, "frames": frames}
    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened)
        mode = picture.mode
        if mode == "I;16":
            mode, picture = "L", Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
        if mode in ("P", "1"):
            mode, picture = "P", picture.convert("RGB")
        pixels = picture.tobytes()
        return {"mode": mode, "width": picture.width, "height": picture.height, "frames": [{"sha256": digest(pixels), "first": list(pixels[:12]), "mean": float(np.frombuffer(pixels, np.uint8).mean())}]}


if __name__ == "__main__":
    for old in images.iterdir():
        old.unlink()
    rasters()
    sizes()
    dicoms()
    unmanaged()
    expected()
