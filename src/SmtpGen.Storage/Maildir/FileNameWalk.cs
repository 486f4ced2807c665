using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace SmtpGen.Storage;

/// <summary>
/// Goes through the names of a folder's files without a text for any of them: a mailbox may hold hundreds of thousands. What begins
/// with a dot is not a message, .nfs0001 or .DS_Store say, and is not shown.
/// </summary>
internal abstract class FileNameWalk : FileSystemEnumerator<string>
{
    private static readonly EnumerationOptions s_allFiles = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    protected FileNameWalk(string folder)
        : base(folder, s_allFiles)
        => Folder = folder;

    protected string Folder { get; }

    /// <summary>Shows every name; blocks as long as it takes to read the folder.</summary>
    public void Run()
    {
        // No entry is included, so this reaches the end.
        MoveNext();
    }

    // Optimized at once here and in what overrides Visit: a program that lists one mailbox is over before the runtime would do it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected sealed override bool ShouldIncludeEntry(ref FileSystemEntry entry)
    {
        ReadOnlySpan<char> name = entry.FileName;
        if (!entry.IsDirectory && name[0] != '.')
            Visit(name);
        return false;
    }

    protected abstract void Visit(ReadOnlySpan<char> fileName);

    protected sealed override string TransformEntry(ref FileSystemEntry entry) => "";
}
