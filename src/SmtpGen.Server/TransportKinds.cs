using System.Runtime.InteropServices;

namespace SmtpGen.Server;

/// <summary>Says which transport a server has.</summary>
internal static class TransportKinds
{
    /// <summary>Whether this system has epoll, called as it is here.</summary>
    public static bool HasEpoll =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>What the environment names; <see cref="TransportKind.Automatic"/> where it names none.</summary>
    /// <returns>False where it names one that there is not.</returns>
    public static bool TryReadVariable(out TransportKind kind)
    {
        string? text = Environment.GetEnvironmentVariable(ServerOptions.TransportVariable);
        kind = TransportKind.Automatic;
        return string.IsNullOrEmpty(text) || (Enum.TryParse(text, ignoreCase: true, out kind) && Enum.IsDefined(kind));
    }

    /// <summary>Whether a server polls its sockets itself.</summary>
    public static bool IsEpoll(TransportKind kind)
    {
        if (kind == TransportKind.Automatic)
            _ = TryReadVariable(out kind);
        return kind != TransportKind.Portable && HasEpoll;
    }
}
