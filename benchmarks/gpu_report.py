"""Writes OUT/report.md from what benchmarks/gpu.sh left in OUT: what was asked, what was measured, and whether it holds.
python3 gpu_report.py OUT"""
import json, re, statistics, sys
from pathlib import Path

IMAGES_PER_SECOND = 254  # the chapter's, on two GPUs
OF_PYTORCH = 0.5
PEER = 'nchw-strict-fp32'

out = Path(sys.argv[1])
read = lambda name: (out / name).read_text() if (out / name).exists() else None
rows, sections = [], []


def ask(what, asked, measured, holds):
    rows.append((what, asked, measured, holds))


def listing(title, text):
    sections.append(f'## {title}\n\n```\n{text.rstrip()}\n```\n')


selftest = read('selftest.txt')
if selftest is not None:
    counts = re.search(r'(\d+) networks passed, (\d+) failed', selftest)
    ask('recorded networks as in PyTorch\'s double precision', 'all', counts[0] if counts else 'did not end', bool(counts) and counts[2] == '0')
    listing('`selftest cuda`', selftest)

rounds = []
while (ours := read(f'ours-{len(rounds) + 1}.json')) and (theirs := read(f'pytorch-{len(rounds) + 1}.jsonl')):
    rounds.append((json.loads(ours), {line['config']: line for line in map(json.loads, theirs.splitlines())}))
if rounds:
    first, peers = rounds[0]
    speed = statistics.median(ours['imagesPerSecond'] for ours, _ in rounds)
    ratio = statistics.median(ours['imagesPerSecond'] / peer[PEER]['imagesPerSecond'] for ours, peer in rounds)
    memory = max(ours['peakBytes'] / peer[PEER]['peakBytes'] for ours, peer in rounds)
    ask(f'training in batches of {first["batch"]}, images/s', f'> {IMAGES_PER_SECOND}', f'{speed:.1f}', speed > IMAGES_PER_SECOND)
    ask(f'over PyTorch\'s ({PEER})', f'≥ {OF_PYTORCH}', f'{ratio:.2f}', ratio >= OF_PYTORCH)
    ask('peak memory over PyTorch\'s', '< 1', f'{memory:.2f}', memory < 1)
    table = ['| round | | images/s | median step | shortest | longest | peak memory |', '|--:|---|--:|--:|--:|--:|--:|']
    for number, (ours, peer) in enumerate(rounds, 1):
        for name, line in [('ShapeNet', ours), *peer.items()]:
            table.append(
                f'| {number} | {name} | {line["error"]} | | | | |' if 'error' in line else
                f'| {number} | {name} | {line["imagesPerSecond"]:.1f} | {line["medianSeconds"] * 1e3:.2f} ms | {line["minSeconds"] * 1e3:.2f} | '
                f'{line["maxSeconds"] * 1e3:.2f} | {line["peakBytes"] / 1e6:,.0f} MB |')
    sections.append(f'## Training\n\n{peers[PEER]["peer"]}; ShapeNet on {first["device"]}. Peak memory is what is held on the card at once.\n\n' + '\n'.join(table) + '\n')

for mode in ('train', 'infer'):
    if (text := read(f'layers-{mode}.txt')) is not None:
        listing(f'Where the time goes: {mode}', text)

parity = read('parity.txt')
if parity is not None:
    verdicts = re.findall(r'^.* [≤>] \S+.*$', parity, re.MULTILINE)
    exceeded = [line for line in verdicts if 'EXCEEDED' in line]
    ask('training steps against PyTorch\'s: limits that hold', 'all', f'{len(verdicts) - len(exceeded)} of {len(verdicts)}', bool(verdicts) and not exceeded)
    listing('`step` against PyTorch in double precision', parity)

holds = bool(rows) and all(row[3] for row in rows)
asked = '\n'.join(f'| {what} | {want} | {got} | {"yes" if fine else "**no**"} |' for what, want, got, fine in rows)
report = (f'# FCN-32s on a GPU\n\n{(read("card.txt") or "no nvidia-smi").strip()}\n\n'
          f'| | asked for | measured | holds |\n|---|---|---|---|\n{asked}\n\n' + '\n'.join(sections))
partial = out / 'report.md.partial'
partial.write_text(report)
partial.replace(out / 'report.md')
print(f'{out / "report.md"}\n\n{asked}')
sys.exit(0 if holds else 1)
