namespace SmtpGen.Tool;

/// <summary>Exit codes of the program.</summary>
internal static class ToolExit
{
    public const int Ok = 0;

    /// <summary>The input has findings, or what was asked for is not there.</summary>
    public const int Findings = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The computer does not give what is needed: a port, a store, a program.</summary>
    public const int Environment = 3;

    /// <summary>Stopped by the user before there was a result; what shells report of a program that SIGINT ended.</summary>
    public const int Stopped = 130;

    /// <summary>What each says, for users.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Ok, "done"),
        (Findings, "the input has findings, the server refused something, or what was asked for is not there"),
        (Usage, "the command line is wrong"),
        (Environment, "the environment is in the way: port in use, server away, store unreadable, program missing"),
        (Stopped, "stopped by Ctrl+C before there was a result"),
    ];
}
