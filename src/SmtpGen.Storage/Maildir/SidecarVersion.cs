namespace SmtpGen.Storage;

/// <summary>Tells a sidecar from the one that replaces it.</summary>
/// <param name="Written">When it was written.</param>
/// <param name="Length">In octets.</param>
internal readonly record struct SidecarVersion(DateTime Written, long Length)
{
    /// <summary>The version that is there now; the default one where there is none.</summary>
    public static SidecarVersion At(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new SidecarVersion(file.LastWriteTimeUtc, file.Length) : default;
    }
}
