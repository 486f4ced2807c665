using System.Runtime.InteropServices;

namespace SmtpGen.Server;

/// <summary>Says which transport a server has.</summary>
internal static class TransportKinds
{
    private const string Variable = "SMTPGEN_TRANSPORT";

    /// <summary>Whether this system has epoll, called as it is here.</summary>
    public static bool HasEpoll =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Whether a server polls its sockets itself.</summary>
    public static bool IsEpoll(TransportKind kind)
    {
        if (kind == TransportKind.Automatic)
            _ = Enum.TryParse(Environment.GetEnvironmentVariable(Variable), ignoreCase: true, out kind);
        return kind != TransportKind.Portable && HasEpoll;
    }
}
