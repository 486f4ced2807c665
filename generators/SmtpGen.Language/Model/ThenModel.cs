using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Model;

/// <summary>What follows a reply where it is not the next command. The kinds are closed: a new one says here what all others say.</summary>
public abstract record ThenModel
{
    private protected ThenModel()
    {
    }

    /// <summary>Whether the client sends it, so that the reply asks for more.</summary>
    public abstract bool IsRead { get; }

    /// <summary>Whether only a handler can go on: it judges what comes, or has what is sent.</summary>
    public abstract bool NeedsHandler { get; }

    /// <summary>The answers to it, in the order in which they were declared; what answers a line is the rule that asked for it, too.</summary>
    /// <param name="protocol">The protocol, whose bodies have answers of their own.</param>
    public abstract IEnumerable<FollowingAnswer> Answers(ProtocolModel protocol);

    /// <summary>What is made of each kind.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="body">Of a body that is read as dot-stuffed lines.</param>
    /// <param name="chunk">Of a body that is read in counted pieces.</param>
    /// <param name="line">Of a line that is read.</param>
    /// <param name="upgrade">Of a connection that is encrypted.</param>
    /// <param name="send">Of lines that are sent.</param>
    public abstract T Match<T>(
        Func<ReadBodyModel, T> body, Func<ReadBodyModel, ChunkModel, T> chunk, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send);
}

/// <summary>A body is read.</summary>
/// <param name="Body">Index of the body.</param>
/// <param name="Chunk">How it is cut into counted pieces; null: it comes as dot-stuffed lines (RFC 5321 section 4.5.2).</param>
public sealed record ReadBodyModel(int Body, ChunkModel? Chunk) : ThenModel
{
    /// <inheritdoc/>
    public override bool IsRead => true;

    /// <inheritdoc/>
    public override bool NeedsHandler => false;

    /// <inheritdoc/>
    public override IEnumerable<FollowingAnswer> Answers(ProtocolModel protocol)
    {
        var answers = protocol.Bodies[Body].Answers(Chunk);
        return Chunk is null ? answers.Select(answer => new FollowingAnswer(answer, FollowingInput.Body)) : Answers(protocol, Chunk, answers);
    }

    /// <inheritdoc/>
    public override T Match<T>(
        Func<ReadBodyModel, T> body, Func<ReadBodyModel, ChunkModel, T> chunk, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) =>
        Chunk is null ? body(this) : chunk(this, Chunk);

    // A refusal before the last chunk of a body leads elsewhere than one after it.
    private static IEnumerable<FollowingAnswer> Answers(ProtocolModel protocol, ChunkModel chunk, IEnumerable<OutcomeModel> answers)
    {
        yield return new FollowingAnswer(chunk.More, FollowingInput.Chunk);
        foreach (var answer in answers)
        {
            yield return new FollowingAnswer(answer, FollowingInput.LastChunk);
            if (!Routes.IsPositive(protocol, answer))
                yield return new FollowingAnswer(answer with { Target = chunk.RefusedTarget }, FollowingInput.Chunk);
        }
    }
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

/// <summary>A line is read that is not a command, and the same decision is asked for again.</summary>
/// <param name="Line">The automaton over the line.</param>
/// <param name="Capture">What the handler gets.</param>
/// <param name="Max">Longest line in octets, line end included.</param>
/// <param name="CancelText">The line that cancels the exchange; empty where there is none.</param>
/// <param name="Cancel">The answer to it.</param>
/// <param name="BadArguments">The answer to a line that the automaton does not match.</param>
/// <param name="TooLong">The answer to a longer line.</param>
public sealed record ReadLineModel(
    Automaton Line, string Capture, int Max, string CancelText, OutcomeModel? Cancel, OutcomeModel BadArguments, OutcomeModel TooLong)
    : ThenModel
{
    /// <inheritdoc/>
    public override bool IsRead => true;

    /// <inheritdoc/>
    public override bool NeedsHandler => true;

    /// <inheritdoc/>
    public override IEnumerable<FollowingAnswer> Answers(ProtocolModel protocol)
    {
        if (Cancel is not null)
            yield return new FollowingAnswer(Cancel, FollowingInput.Cancel);
        yield return new FollowingAnswer(BadArguments, FollowingInput.Line);
        yield return new FollowingAnswer(TooLong, FollowingInput.Line);
    }

    /// <inheritdoc/>
    public override T Match<T>(
        Func<ReadBodyModel, T> body, Func<ReadBodyModel, ChunkModel, T> chunk, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) => line(this);
}

/// <summary>The connection is encrypted.</summary>
public sealed record UpgradeModel : ThenModel
{
    /// <inheritdoc/>
    public override bool IsRead => false;

    /// <inheritdoc/>
    public override bool NeedsHandler => false;

    /// <inheritdoc/>
    public override IEnumerable<FollowingAnswer> Answers(ProtocolModel protocol) => [];

    /// <inheritdoc/>
    public override T Match<T>(
        Func<ReadBodyModel, T> body, Func<ReadBodyModel, ChunkModel, T> chunk, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) => upgrade();
}

/// <summary>Lines that the handler gives follow the reply, dot-stuffed.</summary>
public sealed record SendBodyModel : ThenModel
{
    /// <inheritdoc/>
    public override bool IsRead => false;

    /// <inheritdoc/>
    public override bool NeedsHandler => true;

    /// <inheritdoc/>
    public override IEnumerable<FollowingAnswer> Answers(ProtocolModel protocol) => [];

    /// <inheritdoc/>
    public override T Match<T>(
        Func<ReadBodyModel, T> body, Func<ReadBodyModel, ChunkModel, T> chunk, Func<ReadLineModel, T> line, Func<T> upgrade, Func<T> send) => send();
}
