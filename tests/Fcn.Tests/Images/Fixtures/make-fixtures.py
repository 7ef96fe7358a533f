#!/usr/bin/env python3
"""Writes the image fixtures with Pillow and ImageMagick (Debian: python3-pil, imagemagick): PNG and JPEG files that
no code of this repository wrote. ImageFixtures.cs says what their pixels are."""
import os, subprocess, tempfile
from PIL import Image

W, H = 19, 13
os.chdir(os.path.dirname(os.path.abspath(__file__)))

def color(x, y): return x * 13, y * 19, (x * y * 3) & 255
def alpha(x, y): return (x + y) * 7
def gray(x, y, bits): return ((x * 7 + y * 5) % (1 << bits)) * 255 // ((1 << bits) - 1)

def convert(name, mode, pixel, *options):
    image = Image.new(mode, (W, H))
    image.putdata([pixel(x, y) for y in range(H) for x in range(W)])
    with tempfile.NamedTemporaryFile(suffix='.png') as file:
        image.save(file.name)
        subprocess.run(['convert', file.name, '-strip', '-define', 'png:exclude-chunks=gAMA,cHRM,bKGD,tIME,date', *options, f'png:{name}.png'], check=True)

def interlace(interlaced): return ['-interlace', 'PNG' if interlaced else 'none']
def kind(color_type, bits, interlaced): return [
    '-define', f'png:color-type={color_type}', '-define', f'png:bit-depth={bits}', *interlace(interlaced)]

for interlaced in (False, True):
    suffix = '-interlaced' if interlaced else ''
    for bits in (1, 2, 4, 8):
        convert(f'gray{bits}{suffix}', 'L', lambda x, y: gray(x, y, bits), '-depth', str(bits), *interlace(interlaced))
    convert(f'gray16{suffix}', 'L', lambda x, y: gray(x, y, 8), '-depth', '16', *kind(0, 16, interlaced))
    convert(f'rgb8{suffix}', 'RGB', color, *kind(2, 8, interlaced))
    convert(f'rgb16{suffix}', 'RGB', color, '-depth', '16', *kind(2, 16, interlaced))
    convert(f'graya8{suffix}', 'LA', lambda x, y: (gray(x, y, 8), alpha(x, y)), *kind(4, 8, interlaced))
    convert(f'graya16{suffix}', 'LA', lambda x, y: (gray(x, y, 8), alpha(x, y)), '-depth', '16', *kind(4, 16, interlaced))
    convert(f'rgba8{suffix}', 'RGBA', lambda x, y: (*color(x, y), alpha(x, y)), *kind(6, 8, interlaced))
    convert(f'rgba16{suffix}', 'RGBA', lambda x, y: (*color(x, y), alpha(x, y)), '-depth', '16', *kind(6, 16, interlaced))

for bits in (1, 2, 4, 8):
    image = Image.new('P', (W, H))
    image.putpalette([channel for i in range(1 << bits) for channel in (i * 255 // ((1 << bits) - 1), 255 - i, (i * 3) & 255)])
    image.putdata([(x * 7 + y * 5) % (1 << bits) for y in range(H) for x in range(W)])
    image.save(f'palette{bits}.png', bits=bits)
image.save('palette8-transparent.png', bits=8, transparency=bytes([0, 128]))

image = Image.new('L', (W, H))
image.putdata([gray(x, y, 8) for y in range(H) for x in range(W)])
image.save('gray8-transparent.png', transparency=gray(3, 2, 8))
image = Image.new('RGB', (W, H))
image.putdata([color(x, y) for y in range(H) for x in range(W)])
image.save('rgb8-transparent.png', transparency=color(3, 2))

photo = Image.new('RGB', (61, 45))
photo.putdata([(x * 4, y * 5, 255 - x * 2 - y * 2) for y in range(45) for x in range(61)])
photo.save('baseline444.jpg', quality=95, subsampling=0)
photo.save('baseline420.jpg', quality=92, subsampling=2)
photo.save('progressive.jpg', quality=92, subsampling=1, progressive=True)
photo.save('optimized.jpg', quality=85, optimize=True)
photo.convert('L').save('gray.jpg', quality=95)
photo.convert('CMYK').save('cmyk.jpg', quality=95)
subprocess.run(['convert', 'baseline444.jpg', '-define', 'jpeg:restart-interval=4', '-quality', '95', '-sampling-factor', '4:2:2', 'magick422.jpg'], check=True)
