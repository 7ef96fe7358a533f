namespace Fcn.Reports;

/// <summary>Colours and type of reports and drawings, on light and on dark ground.</summary>
internal static class Theme
{
    /// <summary>The colours' names, for a style sheet: they follow what the reader's system prefers.</summary>
    public const string Colors = """
        :root {
          color-scheme: light dark;
          --paper: #ffffff; --panel: #f6f7f9; --ink: #1f242c; --muted: #5d6673; --line: #d9dde3; --frame: #9aa2ad;
          --blue: #1f62b8; --orange: #d2650f; --green: #1e8c54; --purple: #7a4fb5; --red: #c23b3b; --grey: #7d8694; --heat: 31, 98, 184;
          --conv: #dbe8f8; --transposed: #fbe6d3; --norm: #eef0f3; --relu: #f8f9fb; --pool: #dcf1e5; --join: #eae2f6;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #14171c; --panel: #1c2027; --ink: #e6e9ee; --muted: #9aa4b2; --line: #303743; --frame: #5d6673;
            --blue: #6ea8f2; --orange: #f0954a; --green: #57c48b; --purple: #b394e6; --red: #ef7d7d; --grey: #98a2b0; --heat: 110, 168, 242;
            --conv: #1f344f; --transposed: #4a3220; --norm: #252a33; --relu: #1b1f26; --pool: #1d3a2b; --join: #35294a;
          }
        }

        """;

    /// <summary>How text and strokes in drawings look.</summary>
    public const string Drawings = """
        svg { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        svg text { fill: var(--ink); }
        svg .muted { fill: var(--muted); }
        svg .small { font-size: 10px; }
        svg .halo { stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
        svg .title { font-size: 14px; font-weight: 600; }
        svg .right { text-anchor: end; }
        svg .middle { text-anchor: middle; }
        svg .panel { fill: var(--panel); }
        svg .grid { stroke: var(--line); stroke-width: 1; }
        svg .axis { stroke: var(--frame); stroke-width: 1; }
        svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
        svg .faint { stroke-width: 1; opacity: 0.4; }

        """;
}
