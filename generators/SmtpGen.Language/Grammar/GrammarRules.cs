using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>The kinds of finding in grammars and patterns, SGP0101 and up.</summary>
public static class GrammarRules
{
    /// <summary>The text is not ABNF.</summary>
    public static readonly DiagnosticRule SyntaxError = Error("SGP0101", "The grammar cannot be read");

    /// <summary>A referenced rule is defined nowhere.</summary>
    public static readonly DiagnosticRule UndefinedRule = Error("SGP0102", "The grammar rule is not defined") with { IsFixable = true };

    /// <summary>Two definitions with <c>=</c> of one name.</summary>
    public static readonly DiagnosticRule DuplicateRule = Error("SGP0103", "The grammar rule is defined twice");

    /// <summary>A rule contains itself, directly or through others.</summary>
    public static readonly DiagnosticRule RecursiveRule = Error("SGP0104", "The grammar is not regular");

    /// <summary>A repetition without end of something that can be empty.</summary>
    public static readonly DiagnosticRule NullableLoop = Error("SGP0105", "The repeated expression can be empty");

    /// <summary>A description in words stands where octets have to be matched.</summary>
    public static readonly DiagnosticRule ProseUsed = Error("SGP0106", "A description in words cannot be matched");

    /// <summary>One input can be captured in two ways.</summary>
    public static readonly DiagnosticRule AmbiguousCapture = Error("SGP0107", "The captures are ambiguous");

    /// <summary>CR or LF can be part of an argument.</summary>
    public static readonly DiagnosticRule MatchesLineEnd = Error("SGP0108", "The pattern can match CR or LF");

    /// <summary>A bound names a rule that no pattern uses.</summary>
    public static readonly DiagnosticRule UnusedBound = Warning("SGP0109", "The bound never applies");

    /// <summary>A bound would need more than one pass over the input.</summary>
    public static readonly DiagnosticRule UncheckableBound = Error("SGP0110", "The bound cannot be checked in one pass");

    /// <summary>A bound names a rule that is defined nowhere.</summary>
    public static readonly DiagnosticRule BoundOnUndefinedRule = Error("SGP0111", "The bounded rule is not defined");

    /// <summary>The automaton would be too large.</summary>
    public static readonly DiagnosticRule TooManyStates = Error("SGP0112", "The pattern needs too many states");

    /// <summary>A repetition whose least count exceeds its greatest.</summary>
    public static readonly DiagnosticRule RepetitionRange = Error("SGP0113", "The repetition's limits are the wrong way round");

    /// <summary>A numeric value that is not an octet, or a range the wrong way round.</summary>
    public static readonly DiagnosticRule ValueRange = Error("SGP0114", "The value is not an octet");

    /// <summary>No input at all can match.</summary>
    public static readonly DiagnosticRule MatchesNothing = Error("SGP0115", "The pattern matches nothing");

    /// <summary>What is read as a number can be something else.</summary>
    public static readonly DiagnosticRule NoNumber = Error("SGP0116", "The number can be more than digits");

    private static DiagnosticRule Error(string id, string title) => new(id, title, Severity.Error);

    private static DiagnosticRule Warning(string id, string title) => new(id, title, Severity.Warning);
}
