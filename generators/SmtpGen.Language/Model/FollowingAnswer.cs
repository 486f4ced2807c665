namespace SmtpGen.Language.Model;

/// <summary>An answer to what follows a reply, before the next command.</summary>
/// <param name="Outcome">The reply and where it leads.</param>
/// <param name="To">What it answers.</param>
public sealed record FollowingAnswer(OutcomeModel Outcome, FollowingInput To);

/// <summary>What a client sends after a reply that asks for more.</summary>
public enum FollowingInput
{
    /// <summary>A whole body.</summary>
    Body,

    /// <summary>A piece of a body that is not the last.</summary>
    Chunk,

    /// <summary>The last piece of a body.</summary>
    LastChunk,

    /// <summary>A line that is not a command.</summary>
    Line,

    /// <summary>The line that cancels the exchange.</summary>
    Cancel,
}
