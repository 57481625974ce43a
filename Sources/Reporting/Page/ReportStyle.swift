/// The report's look: light or dark as the reader's system is, and colours that those see apart who see red and green
/// alike (Okabe and Ito, "Color Universal Design", 2008).
enum ReportStyle {
    static let css = """
        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --panel: #f6f8fa;
          --edge: #d0d7de; --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #cc79a7;
          --right: #009e73; --missed: #0072b2; --spurious: #d55e00; --wrong: #cc79a7; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --soft: #9aa4af; --paper: #0d1117; --panel: #161b22; --edge: #30363d;
            --s0: #56b4e9; --s1: #e69f00; --s2: #2fc48d; --s3: #e39bc4;
            --right: #2fc48d; --missed: #56b4e9; --spurious: #e69f00; --wrong: #e39bc4; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans CJK KR", sans-serif; }
        main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
        h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--edge); padding-top: 1.25rem; }
        .kicker, .note, .interval, .verdict, figcaption, summary { color: var(--soft); font-size: .9rem; }
        .kicker { margin: 0 0 .25rem; } .answer { font-size: 1.1rem; margin: 0; } .note { margin: .25rem 0 .75rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .75rem;
          margin-top: .75rem; }
        .tile { background: var(--panel); border: 1px solid var(--edge); border-radius: .5rem; padding: .6rem .8rem; }
        .tile .name { display: block; font-size: .9rem; } .tile strong { font-size: 1.5rem; display: block; }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.25rem; }
        figure { margin: .5rem 0; max-width: 34rem; min-width: 0; } svg { width: 100%; height: auto; display: block; }
        .grid { stroke: var(--edge); stroke-width: 1; } .tick { fill: var(--soft); font-size: 11px; }
        .line { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; }
        circle { fill: currentColor; } path.diagonal { stroke: var(--soft); stroke-dasharray: 4 4; fill: none; }
        .series0 { color: var(--s0); } .series1 { color: var(--s1); } .series2 { color: var(--s2); }
        .series3 { color: var(--s3); } .series1 .line { stroke-dasharray: 7 3; }
        .series2 .line { stroke-dasharray: 2 3; } .legend { margin: .25rem 0; font-size: .9rem; }
        .legend span::before { content: ""; display: inline-block; width: 1.1em; border-top: 3px solid currentColor;
          margin-right: .35em; vertical-align: middle; } .legend .series1::before { border-top-style: dashed; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid var(--edge); }
        th[scope=row], th:first-child, td.text { text-align: left; } td.text { overflow-wrap: anywhere; }
        .heat { background: color-mix(in srgb, var(--s1) calc(var(--share) * 60%), transparent); }
        .heat.diagonal { background: color-mix(in srgb, var(--s0) calc(var(--share) * 60%), transparent); }
        .bar { display: grid; grid-template-columns: minmax(9rem, 18rem) 1fr 8rem; gap: .75rem; align-items: center;
          margin: .3rem 0; } .track { background: var(--panel); border-radius: .25rem; overflow: hidden; }
        .track span { display: block; height: .9rem; background: var(--s0); min-width: 1px; }
        .example { border-left: 3px solid var(--edge); padding: .1rem 0 .1rem .9rem; margin: .9rem 0; }
        .example p { margin: .2rem 0; overflow-wrap: anywhere; white-space: pre-wrap; }
        .verdict span { margin-right: .9rem; }
        mark { color: inherit; background: color-mix(in srgb, var(--mark) 25%, transparent); border-radius: .2rem;
          border-bottom: 2px solid var(--mark); padding: 0 .15rem; }
        mark small { color: var(--soft); } mark.right { --mark: var(--right); }
        mark.missed { --mark: var(--missed); border-bottom-style: dashed; }
        mark.spurious { --mark: var(--spurious); border-bottom-style: dotted; }
        mark.wrong { --mark: var(--wrong); border-bottom-style: double; }
        pre { background: var(--panel); padding: .75rem; overflow-x: auto; border-radius: .5rem; }
        details { margin: .4rem 0; } summary { cursor: pointer; }
        @media (max-width: 40rem) { .bar { grid-template-columns: 1fr; gap: .1rem; } }
        @media print { details { display: none; } }
        """
}
