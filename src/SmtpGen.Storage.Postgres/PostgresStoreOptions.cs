namespace SmtpGen.Storage.Postgres;

/// <summary>How a <see cref="PostgresMessageStore"/> works with its database.</summary>
public sealed record PostgresStoreOptions
{
    /// <summary>
    /// The schema of the tables, which is created where it is missing: 1 to 63 of the characters a to z, 0 to 9 and underscore, and no digit
    /// first. <c>smtpgen</c> unless changed.
    /// </summary>
    public string Schema { get; init; } = "smtpgen";

    /// <summary>What a commit waits for, whatever the server's configuration or the user's settings say. <see cref="SynchronousCommit.On"/> unless changed.</summary>
    public SynchronousCommit SynchronousCommit { get; init; }

    /// <summary>
    /// How long a group of changes may take, with all that is tried again and settled; then they are refused. A change may also have to wait for the
    /// group before its own. 30 seconds unless changed.
    /// </summary>
    public TimeSpan CommitTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one question to the database may take: a page of a list or a piece of a body. 30 seconds unless changed.</summary>
    public TimeSpan ReadTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may take to be made. 10 seconds unless changed.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Throws where a member has a value that is not allowed.</summary>
    /// <exception cref="ArgumentException">The message says which, and what is allowed.</exception>
    internal void Require()
    {
        if (Schema is not { Length: >= 1 and <= 63 } || char.IsAsciiDigit(Schema[0]) || !Schema.All(IsOfName) || Schema.StartsWith("pg_", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"\"{Schema}\" cannot name a schema; write 1 to 63 of the characters a to z, 0 to 9 and underscore, with no digit and no pg_ first.");
        }

        if (!Enum.IsDefined(SynchronousCommit))
            throw new ArgumentException($"{SynchronousCommit} is not a value of synchronous_commit; name one of the type's members.");
        RequireTime(CommitTime, nameof(CommitTime));
        RequireTime(ReadTime, nameof(ReadTime));
        RequireTime(ConnectTime, nameof(ConnectTime));
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_';

    // Timers and the server's own limits end at 24 days.
    private static void RequireTime(TimeSpan time, string name)
    {
        if (time < TimeSpan.FromMilliseconds(100) || time > TimeSpan.FromDays(1))
            throw new ArgumentException($"{name} is {time}; name a time from 0.1 seconds to a day.");
    }
}
