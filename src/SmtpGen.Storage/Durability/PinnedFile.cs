namespace SmtpGen.Storage;

/// <summary>A file or directory that a store works on, and whether it still is the one at its path.</summary>
/// <param name="path">Its path.</param>
public sealed class PinnedFile(string path)
{
    private readonly FileIdentity? _identity = FileIdentity.At(path);

    /// <summary>Sees whether it is still there.</summary>
    /// <exception cref="StoreException">
    /// It was removed or replaced: whatever the store writes there, nobody can open again.
    /// </exception>
    public void RequireInPlace()
    {
        if (_identity is null || FileIdentity.At(path) != _identity)
            throw StoreException.Replaced(path);
    }
}
