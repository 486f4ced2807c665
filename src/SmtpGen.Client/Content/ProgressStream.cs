namespace SmtpGen.Client;

/// <summary>A content that reports what was read of it before, when more is asked for: by then it has been sent.</summary>
/// <param name="source">The octets as they are sent; their owner disposes them.</param>
/// <param name="length">How many there are.</param>
/// <param name="progress">Who is told.</param>
internal sealed class ProgressStream(Stream source, long length, IProgress<MailSendProgress> progress) : ForwardStream
{
    private long _read;
    private long _reported;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read > _reported)
            Report();
        int read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += read;
        if (read == 0 && length == 0)
            Report();
        return read;
    }

    private void Report()
    {
        _reported = _read;
        progress.Report(new MailSendProgress(_read, length));
    }
}
