using System.Collections.Immutable;

namespace SmtpGen.Analyzers.Typestate;

/// <summary>The findings for which it is known which actions are missing, and how they say so to their fix.</summary>
public static class MissingActions
{
    /// <summary>The property with the actions, separated by spaces.</summary>
    public const string Way = "Way";

    /// <summary>The property with the name of the client's variable.</summary>
    public const string Client = "Client";

    /// <summary>Ids of the findings.</summary>
    public static ImmutableArray<string> Ids { get; } = [TypestateRules.Refused.Id, TypestateRules.NotAskedFor.Id];
}
