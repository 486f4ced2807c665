namespace SmtpGen.Storage;

/// <summary>When names were last added to the folders of a Maildir or removed from them, as the system tells it.</summary>
internal readonly record struct FolderVersions(DateTime New, DateTime Current, DateTime Envelopes)
{
    // The times of some file systems are whole seconds, or two.
    private static readonly TimeSpan s_exactness = TimeSpan.FromSeconds(3);

    public static FolderVersions Now(MaildirFolders folders) => new(
        Directory.GetLastWriteTimeUtc(folders.New),
        Directory.GetLastWriteTimeUtc(folders.Current),
        Directory.GetLastWriteTimeUtc(folders.Envelopes));

    /// <summary>Whether a change that is still to come will have another time than the last one.</summary>
    public bool IsSettled => Max(New, Max(Current, Envelopes)) < DateTime.UtcNow - s_exactness;

    private static DateTime Max(DateTime one, DateTime other) => one > other ? one : other;
}
