namespace SmtpGen.Tool;

/// <summary>Ends a command. The message is one line for the user.</summary>
/// <param name="exitCode">One of <see cref="ToolExit"/>.</param>
/// <param name="message">What happened, where, and what would be right.</param>
/// <param name="cause">What led to it, if anything.</param>
internal sealed class ToolException(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The exit code of the program.</summary>
    public int ExitCode { get; } = exitCode;
}
