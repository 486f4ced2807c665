using System.Text;

namespace SmtpGen.Runtime;

/// <summary>What stands before the verb of each command.</summary>
/// <param name="Grammar">The grammar of the beginning of a line.</param>
/// <param name="Captures">What it captures.</param>
public sealed record ServerPrefix(int Grammar, ServerCapture[] Captures)
{
    /// <summary>What is written where a capture is empty.</summary>
    public string Else { get; init; } = "";

    /// <summary>The same as it is sent.</summary>
    internal byte[] ElseOctets => field ??= Encoding.ASCII.GetBytes(Else);
}
