using System.Runtime.InteropServices;

namespace SmtpGen.Server.Polling;

/// <summary>An entry of epoll: what happened, and to whom. On x64 the kernel packs it; elsewhere the second member is aligned.</summary>
internal static unsafe class PollEvent
{
    private static readonly int s_key = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>Octets of an entry.</summary>
    public static int Size => s_key + 8;

    public static void Write(byte* entry, uint events, long key)
    {
        *(uint*)entry = events;
        *(long*)(entry + s_key) = key;
    }

    public static (uint Events, long Key) Read(byte* entry) => (*(uint*)entry, *(long*)(entry + s_key));
}
