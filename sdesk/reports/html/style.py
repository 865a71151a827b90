"""How a report looks on the screen: the colours of paper, their dark counterparts, and a style for printing."""

STYLE = """
:root { --ink: #1f2933; --muted: #52606d; --rule: #cbd2d9; --strong: #7b8794; --band: #f1f4f6; --paper: #fff;
  --accent: #0b5a5e; --tint: #e4f0f0; --warning: #8a3b12; --warning-tint: #fbf1e9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7eb; --muted: #a9b4bf; --rule: #3e4c59; --strong: #7b8794; --band: #242c35; --paper: #181d23;
    --accent: #5cc2c2; --tint: #1c3638; --warning: #f0a37c; --warning-tint: #3a261c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 "Noto Sans", system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
main { max-width: 56rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; border-top: 6px solid var(--accent); }
h1 { font-size: 2.2rem; line-height: 1.2; margin: 1.5rem 0 .25rem; }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 2.75rem 0 .75rem; color: var(--accent); }
h3 { font-size: 1.12rem; margin: 1.75rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; color: var(--muted); }
h1, h2, h3, h4, p, li, th, td, dd, caption, figcaption { unicode-bidi: plaintext; }
p { max-width: 72ch; margin: .5rem 0; }
a { color: var(--accent); }
.logo { max-height: 60px; max-width: 210px; background: #fff; padding: 4px; border-radius: 4px; }
.subtitle { font-size: 1.15rem; color: var(--muted); margin: 0 0 1rem; }
.draft { float: right; margin: 0; padding: .1rem .7rem; border: 1.5px solid var(--warning); border-radius: 4px;
  color: var(--warning); font-weight: 600; }
.front { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .75rem 1.5rem;
  background: var(--band); padding: 1rem 1.25rem; margin: 1.5rem 0; }
.front dd { margin: 0; font-weight: 600; }
dt, .label, .muted, .note, .small, footer, caption + * .empty { color: var(--muted); }
dt, .label, .note, .small { font-size: .86rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; }
.lead { font-size: 1.15rem; }
li { max-width: 70ch; margin: .2rem 0; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0 1.5rem; font-size: .94rem; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--rule);
  overflow-wrap: break-word; }
thead th { color: var(--muted); font-size: .86rem; border-bottom: 1.5px solid var(--strong); vertical-align: bottom; }
tbody tr:last-child > * { border-bottom: 1.5px solid var(--strong); }
td.right, th.right { text-align: right; }
td.center, th.center { text-align: center; }
tr.group > * { background: var(--band); font-weight: 600; }
tr.emphasis > * { background: var(--tint); font-weight: 600; }
tr.total > * { border-top: 1.5px solid var(--ink); font-weight: 600; }
tr.empty > * { font-style: italic; color: var(--muted); }
.facts th { width: 30%; font-weight: 400; color: var(--muted); }
.facts tbody tr:last-child > * { border-bottom: 1px solid var(--rule); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: 1rem; margin: 1rem 0; }
.card { background: var(--band); border-top: 3px solid var(--accent); padding: .75rem 1rem; }
.card.warning { border-color: var(--warning); }
.card p { margin: 0; }
.card .value { font-size: 1.9rem; line-height: 1.3; font-weight: 600; }
.card .none { font-size: 1.3rem; line-height: 1.9; color: var(--muted); }
.card .comparison { font-size: .86rem; }
.card.warning .comparison { color: var(--warning); }
aside { border-left: 4px solid var(--strong); background: var(--band); padding: .6rem 1.1rem; margin: 1rem 0; }
aside.ok { border-color: var(--accent); background: var(--tint); }
aside.warning { border-color: var(--warning); background: var(--warning-tint); }
aside p { margin: .2rem 0; }
figure { margin: 1.5rem 0; }
figure p { font-style: italic; font-size: .86rem; color: var(--muted); }
svg { width: 100%; height: auto; margin-top: .5rem; font-family: inherit; }
svg text { fill: var(--ink); }
svg text.muted { fill: var(--muted); }
svg text.warning { fill: var(--warning); }
.line { fill: none; stroke: var(--rule); }
.line.accent { stroke: var(--accent); }
.line.ink { stroke: var(--ink); }
.line.muted { stroke: var(--strong); }
.box, .dot { stroke: var(--accent); fill: var(--paper); stroke-width: .8; }
.box.solid, .dot.full { fill: var(--accent); }
.box.grey { fill: var(--rule); }
.signatures { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 2rem; }
.signatures p { margin: 0; }
.signatures .when { min-height: 2.4rem; padding-top: .5rem; border-bottom: 1px solid var(--strong); }
.hash { font-size: .78rem; }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--rule); font-size: .86rem; }
@media print {
  :root { --ink: #1f2933; --muted: #52606d; --rule: #cbd2d9; --band: #f1f4f6; --paper: #fff; --accent: #0b5a5e;
    --tint: #e4f0f0; --warning: #8a3b12; --warning-tint: #fbf1e9; }
  @page { margin: 20mm; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; border: 0; }
  nav { display: none; }
  h2, h3, h4, caption, figcaption { break-after: avoid; }
  tr, figure, aside, .card, .together, .signatures > div { break-inside: avoid; }
  .page-break { break-before: page; }
  .wide { overflow: visible; }
}
"""
