/** The look of all pages; nothing else is loaded. */
export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #16191f; background: #fff; overflow-wrap: anywhere; }
header, main { max-width: 56rem; margin: 0 auto; padding: 0 1rem; }
.banner { margin: 0; padding: .5rem .75rem; background: #fff3cd; border: 1px solid #8a6d00; border-top: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .75rem 0 0; padding: 0 0 .75rem; list-style: none; border-bottom: 1px solid #687078; }
a { color: #0b5394; text-decoration: underline; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
label.field { display: block; margin-top: 1rem; font-weight: 600; }
input:not([type=radio], [type=checkbox]), select, textarea { width: 100%; max-width: 32rem; padding: .4rem .5rem; font: inherit; color: inherit; background: #fff; border: 1px solid #687078; border-radius: 3px; }
fieldset { margin: 1.25rem 0; padding: .5rem 1rem 1rem; border: 1px solid #b6bec9; border-radius: 3px; }
legend { padding: 0 .25rem; font-weight: 600; }
.option { display: flex; gap: .5rem; align-items: baseline; margin-top: .35rem; }
.hint { margin: .1rem 0 .35rem; color: #4a5059; font-size: .95rem; }
.problem { margin: .1rem 0 .35rem; color: #a80f00; font-weight: 600; }
.problems { margin: 1rem 0; padding: .25rem 1rem; border: 2px solid #a80f00; }
.problems a { color: #a80f00; }
.reviewer { margin-top: 2.5rem; padding: 0 1rem 1rem; border: 2px dashed #687078; }
button, .button { display: inline-block; margin-top: 1rem; padding: .5rem 1.1rem; font: inherit; font-weight: 600; color: #fff; background: #0b5394; border: 1px solid #0b5394; border-radius: 3px; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
code { font-size: .95rem; }
.value { display: block; padding: .5rem; background: #f2f3f3; border: 1px solid #b6bec9; user-select: all; }
dt { margin-top: .75rem; font-weight: 600; }
dd { margin: 0; }
table { width: 100%; margin-top: 1rem; border-collapse: collapse; }
thead th, td { overflow-wrap: normal; }
td code { overflow-wrap: anywhere; }
th, td { padding: .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid #b6bec9; }
details.more { display: inline-block; }
.more summary { padding: 0 .5rem; cursor: pointer; list-style: none; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  table, tbody, tr, th, td { display: block; border: 0; }
  thead { display: none; }
  tr { padding: .5rem 0; border-bottom: 1px solid #687078; }
  th, td { padding: .15rem 0; }
  td::before { content: attr(data-label) ": "; font-weight: 600; }
}
`;
