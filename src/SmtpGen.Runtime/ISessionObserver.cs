namespace SmtpGen.Runtime;

/// <summary>
/// Sees what a session reads and answers, in its order: for logs and transcripts. It is called on the session's own thread, so
/// it must neither wait nor throw. A session without one pays nothing.
/// </summary>
public interface ISessionObserver
{
    /// <summary>A command line was read; it may hold a secret.</summary>
    /// <param name="line">The line, without its end; valid until the method returns.</param>
    void OnCommand(ReadOnlySpan<byte> line);

    /// <summary>A line was read that is not a command, such as what answers a challenge.</summary>
    void OnExchange();

    /// <summary>Octets of a body were read or sent.</summary>
    /// <param name="octets">How many, as they travel.</param>
    void OnBody(int octets);

    /// <summary>Replies were written, to what was told before.</summary>
    /// <param name="replies">One line or more, each with CRLF; valid until the method returns.</param>
    void OnReplies(ReadOnlySpan<byte> replies);
}
