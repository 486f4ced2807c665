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
}
