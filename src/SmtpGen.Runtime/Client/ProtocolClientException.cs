namespace SmtpGen.Runtime.Client;

/// <summary>What a client throws that did not get what it asked a server for. Errors of the connection itself are thrown as they are.</summary>
public abstract class ProtocolClientException : Exception
{
    /// <summary>Says what happened, and what would have been right.</summary>
    /// <param name="message">One line.</param>
    /// <param name="cause">What was reported from below; null for nothing.</param>
    protected ProtocolClientException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
