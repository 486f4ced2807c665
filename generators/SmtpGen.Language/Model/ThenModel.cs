using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Model;

/// <summary>What follows a reply where it is not the next command. A new kind has its part in every <see cref="Match"/>.</summary>
public abstract record ThenModel
{
    private protected ThenModel()
    {
    }

    /// <summary>What is made of each kind.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="body">Of a body that is read.</param>
    /// <param name="line">Of a line that is read.</param>
    /// <param name="upgrade">Of a connection that is encrypted.</param>
    /// <param name="send">Of lines that are sent.</param>
    public abstract T Match<T>(Func<ReadBodyModel, T> body, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send);
}

/// <summary>A body is read.</summary>
/// <param name="Body">Index of the body.</param>
/// <param name="Chunk">How it is cut into counted pieces; null: it comes as dot-stuffed lines (RFC 5321 section 4.5.2).</param>
public sealed record ReadBodyModel(int Body, ChunkModel? Chunk) : ThenModel
{
    /// <inheritdoc/>
    public override T Match<T>(Func<ReadBodyModel, T> body, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) => body(this);
}

/// <summary>A piece of a body whose octets were counted before (RFC 3030 section 2).</summary>
/// <param name="Length">The capture that counts them.</param>
/// <param name="Last">The capture that marks the last piece.</param>
/// <param name="More">The answer to a piece that is not the last.</param>
/// <param name="RefusedTarget">Index of the state after a refusal before the last piece.</param>
/// <param name="BadFraming">The answer to stray line ends; null: that of the body.</param>
/// <param name="Nul">The answer to a NUL; null: that to stray line ends where it is said here, or else that of the body.</param>
public sealed record ChunkModel(
    string Length, string Last, OutcomeModel More, int RefusedTarget, OutcomeModel? BadFraming, OutcomeModel? Nul);

/// <summary>A line is read that is no command, and the same decision is asked for again.</summary>
/// <param name="Line">The automaton over the line.</param>
/// <param name="Capture">What the handler gets.</param>
/// <param name="Max">Longest line in octets, line end included.</param>
/// <param name="CancelText">The line that gives up; empty where there is none.</param>
/// <param name="Cancel">The answer to it.</param>
/// <param name="BadArguments">The answer to a line that the automaton does not match.</param>
/// <param name="TooLong">The answer to a longer line.</param>
public sealed record ReadLineModel(
    Automaton Line, string Capture, int Max, string CancelText, OutcomeModel? Cancel, OutcomeModel BadArguments, OutcomeModel TooLong)
    : ThenModel
{
    /// <inheritdoc/>
    public override T Match<T>(Func<ReadBodyModel, T> body, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) => line(this);
}

/// <summary>The connection is encrypted.</summary>
public sealed record UpgradeModel : ThenModel
{
    /// <inheritdoc/>
    public override T Match<T>(Func<ReadBodyModel, T> body, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) => upgrade();
}

/// <summary>Lines that the handler gives follow the reply, dot-stuffed.</summary>
public sealed record SendBodyModel : ThenModel
{
    /// <inheritdoc/>
    public override T Match<T>(Func<ReadBodyModel, T> body, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) => send();
}

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
