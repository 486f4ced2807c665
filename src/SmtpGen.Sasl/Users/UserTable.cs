namespace SmtpGen.Sasl;

/// <summary>All users of one version of a users file.</summary>
internal sealed class UserTable
{
    private readonly Dictionary<string, UserSecret> _users;
    private readonly ScramParameters[] _kinds;

    public UserTable(Dictionary<string, UserSecret> users)
    {
        _users = users;
        CoversEveryUser = users.Values.All(secret => secret.HasVerifier);
        Usual = users.Values.CountBy(secret => secret.Parameters)
            .OrderByDescending(count => count.Value).ThenByDescending(count => count.Key.Iterations)
            .Select(count => (ScramParameters?)count.Key).FirstOrDefault() ?? UserEntry.Parameters;
        Decoy = UserSecret.Decoy(Usual);
        Cost = users.Values.Select(secret => secret.Parameters.Iterations).DefaultIfEmpty(Usual.Iterations).Max();
        _kinds = [.. users.Values.Select(secret => secret.Parameters).Order(Comparer<ScramParameters>.Create(
            static (a, b) => (a.Iterations, a.SaltLength).CompareTo((b.Iterations, b.SaltLength))))];
        KnowsEverySecret = users.Values.All(secret => secret.Readable is not null);
    }

    /// <summary>Whether every user has a SCRAM verifier.</summary>
    public bool CoversEveryUser { get; }

    /// <summary>Whether every user's password is readable.</summary>
    public bool KnowsEverySecret { get; }

    /// <summary>The iterations that every check spends: those of the user with most.</summary>
    public int Cost { get; }

    /// <summary>What most users' derivations look like.</summary>
    public ScramParameters Usual { get; }

    /// <summary>What is checked for users who do not exist.</summary>
    public UserSecret Decoy { get; }

    /// <summary>What one of the users' derivations looks like; each as often as any other.</summary>
    public ScramParameters Imitate(uint number) => _kinds.Length == 0 ? Usual : _kinds[number % (uint)_kinds.Length];

    /// <summary>The secrets from which verifiers can be derived.</summary>
    public IEnumerable<UserSecret> Readable => _users.Values.Where(secret => secret.Readable is not null);

    public UserSecret? Find(string userName) => _users.GetValueOrDefault(userName);
}
