using System.Runtime.InteropServices;

namespace SmtpGen.Server.Polling;

/// <summary>The calls of Linux that poll and move octets: epoll(7), eventfd(2), accept4(2), recv(2), send(2).</summary>
internal static unsafe partial class Libc
{
    public const uint In = 0x1;
    public const uint Out = 0x4;
    public const uint Error = 0x8;
    public const uint HangUp = 0x10;
    public const uint PeerClosed = 0x2000;
    public const uint EdgeTriggered = 1u << 31;
    public const int ControlAdd = 1;
    public const int ControlDelete = 2;
    public const int ControlModify = 3;
    public const int CloseOnExec = 0x80000;
    public const int NonBlocking = 0x800;
    public const int Peek = 0x2;
    public const int NoSignal = 0x4000;
    public const int ShutdownWrite = 1;
    public const int Available = 0x541B;
    public const int ThisThread = 1;

    /// <summary>EINTR: a signal came meanwhile.</summary>
    public const int Interrupted = 4;

    /// <summary>EAGAIN: not without waiting.</summary>
    public const int TryAgain = 11;

    // What accept(2) says of the network's errors: they are the connection's, whose client has left. In turn EPROTO, ENOPROTOOPT, EOPNOTSUPP,
    // ENETDOWN, ENETUNREACH, ECONNABORTED, ECONNRESET, EHOSTDOWN, EHOSTUNREACH.
    private static ReadOnlySpan<int> OfConnection => [71, 92, 95, 100, 101, 103, 104, 112, 113];

    /// <summary>Whether an error of <see cref="Accept"/> says that one connection is lost, and not that none can be had.</summary>
    public static bool IsOfConnection(int error) => OfConnection.Contains(error);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreatePoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ControlPoll(int poll, int operation, int descriptor, void* pollEvent);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int WaitPoll(int poll, void* events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int CreateEvent(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* into, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* from, nint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int listener, void* address, int* length, int flags);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, void* address, int length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int NameSocket(int descriptor, void* address, int* length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, void* into, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int descriptor, void* from, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nint request, void* argument);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int descriptor, int level, int option, void* value, int* length);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    public static partial int GetUsage(int who, void* usage);

    [LibraryImport("libc", EntryPoint = "gettid")]
    public static partial int ThreadNumber();
}
