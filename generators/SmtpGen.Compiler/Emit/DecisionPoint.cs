using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>A point where a handler chooses a reply.</summary>
/// <param name="Name">Pascal-cased verb, <c>Connect</c>, the name of a body, or verb and capture of a line.</param>
/// <param name="Result">Type of the answer.</param>
/// <param name="Rule">The replies to choose from.</param>
/// <param name="Command">Index of the command; -1: the connection itself, or a body.</param>
/// <param name="Body">The body; null where there is none.</param>
/// <param name="Line">The line after the command; null where there is none.</param>
internal sealed record DecisionPoint(string Name, string Result, RuleModel Rule, int Command, BodyModel? Body, ReadLineModel? Line)
{
    /// <summary>Whether the command was decided on before, so that the result is that of the first decision.</summary>
    public bool IsFurther => Line is not null;

    /// <summary>What stands after the verb in the name; empty in that of the first decision on a command.</summary>
    public string Suffix => Line is null ? "" : Names.Pascal(Line.Capture);

    /// <summary>Whether there is one answer for each success of a command.</summary>
    public bool IsPer => Body is { Per: >= 0 };
}
