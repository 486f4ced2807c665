namespace SmtpGen.Reference.Railroads;

/// <summary>How railroad drawings look. Colours are the variables of the pages.</summary>
internal static class RailroadStyle
{
    /// <summary>The rules, for a page that defines the variables.</summary>
    public const string Css =
        """
        .railroad { max-width: none; font: 13px/1 var(--mono); }
        .railroad text { fill: var(--text); white-space: pre; }
        .railroad path { fill: none; stroke: var(--muted); stroke-width: 1.5; }
        .railroad .end { fill: var(--muted); }
        .railroad .literal rect { fill: var(--surface); stroke: var(--text); stroke-width: 1.25; }
        .railroad .rule rect { fill: var(--surface); stroke: var(--muted); stroke-width: 1.25; stroke-dasharray: 4 2; }
        .railroad a .rule rect { stroke: var(--accent); stroke-dasharray: none; }
        .railroad a text { fill: var(--accent); text-decoration: underline; }
        .railroad .times { fill: var(--muted); }

        """;

    /// <summary>The rules with the values of the variables, for a drawing that stands alone.</summary>
    public const string Standalone = Drawing.DrawingColours.Css + Css + ".railroad { background: var(--bg); }\n";
}
