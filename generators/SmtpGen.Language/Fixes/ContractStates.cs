namespace SmtpGen.Language.Fixes;

/// <summary>How findings in C# about a contract hand on what it should say; where it stands is their additional location.</summary>
public static class ContractStates
{
    /// <summary>The property with the states, separated by spaces.</summary>
    public const string States = "States";

    /// <summary>Id of the findings.</summary>
    public const string Id = "SGP1005";
}
