namespace SmtpGen.Server.Certificates;

/// <summary>What tells one version of a file from the next; all zero where there is no file.</summary>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    public static FileStamp Of(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return default;
        try
        {
            // Renewed certificates often come by turning a link around.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            return new FileStamp(file.LastWriteTimeUtc, file.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
