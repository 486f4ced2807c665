namespace SmtpGen.Language.Model;

/// <summary>A body, however it comes.</summary>
/// <param name="Name">Name in the specification.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Limit">Index of the limit on its octets; -1: none.</param>
/// <param name="Per">Index of the command for whose every success there is one answer; -1: there is one answer.</param>
/// <param name="RawWhen">Mask of the flags under which any octets are taken as they are; 0: never.</param>
/// <param name="Rule">The answers.</param>
/// <param name="TooBig">The answer to a body over the limit; null without a limit.</param>
/// <param name="BadFraming">The answer to a stray CR or LF.</param>
/// <param name="Nul">The answer to a NUL; null: that to a stray CR or LF.</param>
/// <param name="NulOption">Index of the option under which NUL is text; -1: none.</param>
public sealed record BodyModel(
    string Name, string Doc, int Limit, int Per, uint RawWhen, RuleModel Rule, OutcomeModel? TooBig, OutcomeModel BadFraming,
    OutcomeModel? Nul, int NulOption)
{
    /// <summary>All answers to it, read whole or in chunks: those that a handler chooses, then the others.</summary>
    /// <param name="chunk">How it is cut; null: it is read whole.</param>
    public IEnumerable<OutcomeModel> Answers(ChunkModel? chunk)
    {
        var nul = chunk?.Nul ?? (chunk?.BadFraming is null ? Nul : null);
        return Rule.Outcomes.Concat(new[] { TooBig, chunk?.BadFraming ?? BadFraming, nul }.OfType<OutcomeModel>());
    }
}
