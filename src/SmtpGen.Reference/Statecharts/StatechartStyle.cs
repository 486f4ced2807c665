namespace SmtpGen.Reference.Statecharts;

/// <summary>How statecharts look. Colours are the variables of the pages; a drawing that stands alone brings their values along.</summary>
internal static class StatechartStyle
{
    /// <summary>The rules, for a page that defines the variables.</summary>
    public const string Css =
        """
        .statechart { max-width: none; font: 13px/1 var(--mono); }
        .statechart text { fill: var(--text); white-space: pre; }
        .statechart .name { font: 600 15px/1 var(--sans); }
        .statechart .refused { fill: var(--muted); font-style: italic; }
        .statechart .group > rect { fill: var(--muted); fill-opacity: .06; stroke: var(--muted); stroke-opacity: .45; }
        .statechart .group .name { fill: var(--muted); }
        .statechart .state rect { fill: var(--surface); stroke: var(--muted); stroke-width: 1.25; }
        .statechart .state.way > rect:first-of-type { stroke: var(--accent); stroke-width: 2; }
        .statechart .start { fill: var(--accent); }
        .statechart .edge path { fill: none; stroke: var(--muted); stroke-width: 1.25; }
        .statechart .edge polygon { fill: var(--muted); }
        .statechart .edge.refusal path { stroke-dasharray: 5 4; }
        .statechart .edge.refusal text { fill: var(--muted); font-style: italic; }
        .statechart .edge.way path { stroke: var(--accent); stroke-width: 3; }
        .statechart .edge.way polygon { fill: var(--accent); }
        .statechart .edge.way text { font-weight: 600; }

        """;

    /// <summary>The rules with the values of the variables, for a drawing that stands alone.</summary>
    public const string Standalone = Drawing.DrawingColours.Css + Css + ".statechart { background: var(--bg); }\n";
}
