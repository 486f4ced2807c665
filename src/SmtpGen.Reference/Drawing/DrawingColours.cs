namespace SmtpGen.Reference.Drawing;

/// <summary>The variables of the pages, for a drawing that stands alone.</summary>
internal static class DrawingColours
{
    public const string Css =
        """
        :root {
            color-scheme: light dark;
            --bg: #f6f7f9; --surface: #ffffff; --text: #1b2330; --muted: #566073; --accent: #1f5fbf;
            --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", sans-serif;
            --mono: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace;
        }
        @media (prefers-color-scheme: dark) {
            :root { --bg: #12161d; --surface: #191f28; --text: #e7ebf1; --muted: #a5b0c1; --accent: #8ab8ff; }
        }

        """;
}
