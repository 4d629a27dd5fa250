/// How the page looks; it follows the reader's choice of light and dark.
enum ReportStyle {
  static let css = """
    :root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6169; --paper: #ffffff;
      --card: #f4f5f7; --edge: #d9dce1; --bar: #2f6fb7; --bad: #b3261e; --good: #1b6e3c;
      --goodback: #e3f3e8; --badback: #fbe4e2; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e7e9ec; --soft: #a4abb4; --paper: #15171a;
      --card: #1f2226; --edge: #3a3f46; --bar: #6ea8e8; --bad: #ff8a80; --good: #7ed6a0;
      --goodback: #16301f; --badback: #3b1c1a; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; padding-top: .75rem;
      border-top: 1px solid var(--edge); }
    h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
    p { margin: .25rem 0 .75rem; } .soft { color: var(--soft); }
    .verdict { font-weight: 600; font-size: 1.1rem; padding: .75rem 1rem; border-radius: .5rem;
      margin: 1rem 0; }
    .kept { background: var(--goodback); color: var(--good); }
    .broken { background: var(--badback); color: var(--bad); }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
      gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
    .figures li { background: var(--card); border-radius: .5rem; padding: .6rem .9rem;
      color: var(--soft); font-size: .875rem; }
    .figures b { display: block; font-size: 1.5rem; line-height: 1.3; color: var(--ink);
      font-variant-numeric: tabular-nums; }
    .scroll { overflow-x: auto; margin: .75rem 0; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    caption { text-align: left; color: var(--soft); padding: .25rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
      border-bottom: 1px solid var(--edge); overflow-wrap: break-word; }
    th { font-weight: 600; white-space: nowrap; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    figure { margin: .75rem 0; } svg { width: 100%; height: auto; display: block; }
    svg text { font-size: 12px; fill: var(--ink); } svg .tick { fill: var(--soft); }
    svg .value { font-variant-numeric: tabular-nums; } svg .badtext { fill: var(--bad); }
    svg .mark { fill: var(--paper); font-weight: 600; font-size: 11px; }
    .bar { fill: var(--bar); } .bad { fill: var(--bad); }
    .axis { stroke: var(--soft); } .grid { stroke: var(--edge); stroke-width: .75; }
    .limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 4; }
    line.version { stroke: var(--good); stroke-dasharray: 2 3; }
    circle.version { fill: var(--good); }
    line.held { stroke: var(--bad); stroke-dasharray: 2 3; } circle.held { fill: var(--bad); }
    @media print { body { max-width: none; } h2 { break-after: avoid; }
      figure, tr { break-inside: avoid; } }
    """
}
