using System.Runtime.InteropServices;

namespace SmtpGen.Tool.Passwords;

/// <summary>
/// Keeps a terminal from showing what is typed until it is disposed. .NET can only read a key without showing it, and shows again
/// what is typed or pasted between two keys; the C library turns the terminal itself.
/// </summary>
internal sealed partial class TerminalEcho : IDisposable
{
    private const int StandardInput = 0;

    // More than struct termios is anywhere: 60 octets in glibc and musl, 72 on macOS, 44 on FreeBSD.
    private const int Size = 128;
    private const byte Echo = 8;

    // TCSANOW and TCSAFLUSH; the latter throws away what was typed before it was asked for.
    private const int Now = 0;
    private const int Flush = 2;

    private readonly byte[] _before;
    private readonly PosixSignalRegistration[] _signals;

    private TerminalEcho(byte[] before)
    {
        _before = before;
        // What these signals do otherwise stays as it is, be it the end of the program.
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
            .Select(signal => PosixSignalRegistration.Create(signal, _ => Restore()))];
    }

    /// <summary>Turns the echo of standard input off.</summary>
    /// <returns>Null where this is not such a terminal.</returns>
    public static TerminalEcho? Off()
    {
        if (OperatingSystem.IsWindows())
            return null;
        byte[] before = new byte[Size];
        if (GetAttributes(StandardInput, before) != 0)
            return null;
        byte[] silent = [.. before];
        silent[LocalModes] &= unchecked((byte)~Echo);
        var terminal = new TerminalEcho(before);
        if (SetAttributes(StandardInput, Flush, silent) == 0)
            return terminal;
        terminal.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Restore();
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private void Restore() => _ = SetAttributes(StandardInput, Now, _before);

    // The octet of c_lflag, the fourth number, that holds ECHO: 32 bits wide but on macOS, where it has the width of a pointer.
    private static int LocalModes
    {
        get
        {
            int width = OperatingSystem.IsMacOS() ? 8 : 4;
            return (3 * width) + (BitConverter.IsLittleEndian ? 0 : width - 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(int descriptor, byte[] attributes);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(int descriptor, int when, byte[] attributes);
}
