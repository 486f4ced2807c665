namespace SmtpGen.Server;

/// <summary>
/// Runs what follows a receive on the thread that polls the sockets, which saves each receive a hop to the thread pool. That
/// is of use where <see cref="ServerOptions.HandlersNeverBlock"/> says so; other handlers are called on threads of their own.
/// What else of the process uses sockets must not block the thread that they run on. Windows completes receives otherwise; there it
/// does nothing.
/// </summary>
public static class InlineCompletions
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>Whether they were enabled, here or by the environment.</summary>
    public static bool AreEnabled => !OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(Inline) == "1";

    /// <summary>
    /// Enables them for the whole process, unless its environment says otherwise. .NET reads this once, with the first socket:
    /// call it before there is one. Half of the processors poll then; the others are left for everything else.
    /// </summary>
    public static void Enable()
    {
        SetUnlessSet(Inline, "1");
        if (AreEnabled)
            SetUnlessSet(Threads, $"{Math.Max(1, Environment.ProcessorCount / 2)}");
    }

    /// <summary>Enables them where one of the servers uses .NET's sockets; those with <see cref="TransportKind.Epoll"/> do not need them.</summary>
    /// <param name="servers">The options of all servers of the process.</param>
    public static void EnableFor(IEnumerable<ServerOptions> servers)
    {
        if (servers.Any(server => !TransportKinds.IsEpoll(server.Transport)))
            Enable();
    }

    private static void SetUnlessSet(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
            Environment.SetEnvironmentVariable(variable, value);
    }
}
