using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>An outcome and where it came from.</summary>
internal sealed class OutcomeEntry(OutcomeModel outcome, int command, string decision, string subject, string name)
{
    public OutcomeModel Outcome { get; } = outcome;

    /// <summary>What it answers: a verb, the name of a body, an event.</summary>
    public string Subject { get; } = subject;

    /// <summary>Its name among the outcomes.</summary>
    public string Name { get; } = name;

    /// <summary>Index of the command it answers; -1: none.</summary>
    public int Command { get; } = command;

    /// <summary>Who chooses it; empty: nobody has to.</summary>
    public string Decision { get; } = decision;

    /// <summary>What follows it; null: the next command.</summary>
    public ContinuationEntry? Then { get; set; }

    /// <summary>The body that is read after it.</summary>
    public ReadBodyEntry? ReadBody => Then as ReadBodyEntry;

    /// <summary>The line that is read after it.</summary>
    public ReadLineEntry? ReadLine => Then as ReadLineEntry;
}

/// <summary>What is given only so often, and the number of the outcome that takes the place of one more.</summary>
internal sealed record TallyEntry(TallyModel Model, int Outcome);
