namespace Samples;

/// <summary>What goes over a data connection.</summary>
public abstract class Transfer(Stream disk, bool isText) : IDisposable
{
    private protected const int BlockSize = 65536;

    private protected Stream Disk => disk;

    /// <summary>How lines end; null: octets are transferred as they are.</summary>
    private protected LineEnds? Lines { get; } = isText ? new LineEnds() : null;

    /// <summary>Transfers it whole.</summary>
    public abstract Task RunAsync(Stream connection, CancellationToken cancellationToken);

    public virtual void Dispose() => disk.Dispose();
}

/// <summary>A file or a list that is sent.</summary>
public sealed class Download(Stream disk, bool isText) : Transfer(disk, isText)
{
    public override async Task RunAsync(Stream connection, CancellationToken cancellationToken)
    {
        byte[] block = new byte[BlockSize];
        while (await Disk.ReadAsync(block, cancellationToken) is > 0 and var read)
            await connection.WriteAsync(Lines?.ToNetwork(block.AsSpan(0, read)) ?? block.AsMemory(0, read), cancellationToken);
    }
}

/// <summary>A file that is stored. It has its name only when it is whole.</summary>
public sealed class Upload(string place, string temporary, bool isText) : Transfer(new FileStream(temporary, FileMode.CreateNew), isText)
{
    public override async Task RunAsync(Stream connection, CancellationToken cancellationToken)
    {
        byte[] block = new byte[BlockSize];
        while (await connection.ReadAsync(block, cancellationToken) is > 0 and var read)
            await Disk.WriteAsync(Lines?.ToDisk(block.AsSpan(0, read)) ?? block.AsMemory(0, read), cancellationToken);
        await Disk.WriteAsync(Lines?.End() ?? default, cancellationToken);
        await Disk.DisposeAsync();
        File.Move(temporary, place, overwrite: true);
    }

    public override void Dispose()
    {
        base.Dispose();
        File.Delete(temporary);
    }
}
