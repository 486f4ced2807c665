namespace SmtpGen.Storage;

/// <summary>
/// Removes the files of refused messages, and tries again later where the disk refuses that, too. Runs on the commit thread
/// only.
/// </summary>
internal sealed class MaildirRemovals
{
    private readonly List<string> _left = [];

    public void Remove(IEnumerable<string> paths) => _left.AddRange(paths.Where(path => !TryRemove(path)));

    public void Retry() => _left.RemoveAll(TryRemove);

    private static bool TryRemove(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            return false;
        }
    }
}
