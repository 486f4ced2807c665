namespace SmtpGen.Sasl;

/// <summary>All users of one version of a users file.</summary>
internal sealed class UserTable
{
    private readonly Dictionary<string, UserSecret> _users;

    public UserTable(Dictionary<string, UserSecret> users)
    {
        _users = users;
        CoversEveryUser = users.Values.All(secret => secret.Verifier is not null);
        Usual = users.Values.CountBy(secret => secret.Parameters)
            .OrderByDescending(count => count.Value).ThenByDescending(count => count.Key.Iterations)
            .Select(count => (ScramParameters?)count.Key).FirstOrDefault() ?? UserEntry.Parameters;
        Decoy = UserSecret.Decoy(Usual);
    }

    /// <summary>Whether every user has a SCRAM verifier.</summary>
    public bool CoversEveryUser { get; }

    /// <summary>What most users' derivations look like.</summary>
    public ScramParameters Usual { get; }

    /// <summary>What is checked for users who do not exist.</summary>
    public UserSecret Decoy { get; }

    public UserSecret? Find(string userName) => _users.GetValueOrDefault(userName);
}
