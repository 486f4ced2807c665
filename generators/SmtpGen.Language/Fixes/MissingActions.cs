namespace SmtpGen.Language.Fixes;

/// <summary>How findings in C# that know which actions of a client are missing hand them on to their fix.</summary>
public static class MissingActions
{
    /// <summary>The property with the actions, separated by spaces.</summary>
    public const string Way = "Way";

    /// <summary>The property with the name of the client's variable.</summary>
    public const string Client = "Client";

    /// <summary>The property that says that the actions give up what the session has reached.</summary>
    public const string IsReturn = "IsReturn";

    /// <summary>Ids of the findings.</summary>
    public static IReadOnlyList<string> Ids { get; } = ["SGP1001", "SGP1002", "SGP1005"];
}
