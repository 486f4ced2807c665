namespace SmtpGen.Storage.Postgres;

/// <summary>
/// What a commit waits for: PostgreSQL's setting <c>synchronous_commit</c>. Its value <c>off</c> is missing, since a commit would then wait for
/// no disk, and a crash would lose what was answered for.
/// </summary>
public enum SynchronousCommit
{
    /// <summary><c>on</c>: the database's disk and, where <c>synchronous_standby_names</c> is set, the disk of the standby.</summary>
    On,

    /// <summary><c>remote_apply</c>: as <see cref="On"/>, and the standby shows the message to those who read there.</summary>
    RemoteApply,

    /// <summary><c>remote_write</c>: the database's disk and the memory of the standby's operating system.</summary>
    RemoteWrite,

    /// <summary><c>local</c>: the database's disk alone.</summary>
    Local,
}
