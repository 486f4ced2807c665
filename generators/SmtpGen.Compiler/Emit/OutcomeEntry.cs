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

    /// <summary>The body that is read after it.</summary>
    public ReadBodyEntry? ReadBody { get; set; }

    /// <summary>The line that is read after it.</summary>
    public ReadLineEntry? ReadLine { get; set; }
}

/// <summary>A body and the numbers of its outcomes; -1: none.</summary>
internal sealed record BodyEntry(string Decision, BodyModel Model, int First, int TooBig, int BadFraming, int Nul);

/// <summary>How a body is read, and the numbers of the outcomes that the body does not have; -1: none.</summary>
internal sealed record ReadBodyEntry(BodyEntry Body, ChunkModel? Chunk, int More, int BadFraming, int Nul);

/// <summary>What is given only so often, and the number of the outcome that takes the place of one more.</summary>
internal sealed record TallyEntry(TallyModel Model, int Outcome);

/// <summary>A line that is read, and the numbers of its outcomes; -1: none.</summary>
internal sealed record ReadLineEntry(string Decision, ReadLineModel Model, int Cancel, int BadArguments, int TooLong);
