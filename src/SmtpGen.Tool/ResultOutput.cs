using Microsoft.Win32.SafeHandles;

namespace SmtpGen.Tool;

/// <summary>
/// Standard output for results without end: .NET's console does not tell that the reader of a pipe has gone, as head does when
/// it has its lines, and would go on writing to nobody.
/// </summary>
internal static class ResultOutput
{
    private const int BrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsNoData = unchecked((int)0x800700E8);

    /// <summary>What a command writes to: the same, or in its place one that throws when its pipe is closed.</summary>
    public static TextWriter Of(TextWriter output)
    {
        if (!ReferenceEquals(output, Console.Out) || OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return output;
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // In a file this one and the console's would each write at a place of its own.
        return stream.CanSeek ? output : new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>The stream under a writer, for octets.</summary>
    public static Stream Octets(TextWriter output) => output is StreamWriter writer ? writer.BaseStream : Console.OpenStandardOutput();

    /// <summary>Whether the reader of a pipe has gone: nobody is left to tell anything.</summary>
    public static bool IsClosed(IOException exception) => OperatingSystem.IsWindows()
        ? exception.HResult is WindowsBrokenPipe or WindowsNoData
        : exception.HResult == BrokenPipe;
}
