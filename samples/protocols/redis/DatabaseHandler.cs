using System.Buffers.Text;
using Samples.Redis;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class DatabaseHandler(Database database) : RedisHandler
{
    protected internal override ValueTask<RedisPingResult> OnPingAsync(RedisPingArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.Text.IsPresent ? RedisPingResult.Bulk(arguments.Text.Octets) : RedisPingResult.Pong());

    protected internal override ValueTask<RedisEchoResult> OnEchoAsync(RedisEchoArguments arguments, CancellationToken cancellationToken) =>
        new(RedisEchoResult.Bulk(arguments.Text.Octets));

    protected internal override ValueTask<RedisSelectResult> OnSelectAsync(RedisSelectArguments arguments, CancellationToken cancellationToken) =>
        new(Number(arguments.Index) == 0 ? RedisSelectResult.Ok() : RedisSelectResult.NoSuchDatabase());

    protected internal override ValueTask<RedisSetResult> OnSetAsync(RedisSetArguments arguments, CancellationToken cancellationToken)
    {
        bool isNew = false, isTime = false;
        long? seconds = null;
        foreach (var option in arguments.Options)
        {
            if (isTime && (seconds = Number(option)) is not > 0)
                return new(RedisSetResult.NotANumber());
            bool wasTime = isTime;
            isTime = !wasTime && option.EqualsIgnoreCase("EX"u8);
            isNew |= !wasTime && option.EqualsIgnoreCase("NX"u8);
            if (!wasTime && !isTime && !option.EqualsIgnoreCase("NX"u8))
                return new(RedisSetResult.SyntaxError());
        }

        if (isTime)
            return new(RedisSetResult.SyntaxError());
        return new(database.Set(arguments.Key.Span, arguments.Value.Span, seconds, isNew) ? RedisSetResult.Ok() : RedisSetResult.Null());
    }

    protected internal override ValueTask<RedisGetResult> OnGetAsync(RedisGetArguments arguments, CancellationToken cancellationToken)
    {
        byte[]? value = database.Get(arguments.Key.Span, out bool isList);
        return new(isList ? RedisGetResult.NotAText() : value is null ? RedisGetResult.Null() : RedisGetResult.Bulk(value));
    }

    protected internal override async ValueTask<RedisMgetResult> OnMgetAsync(RedisMgetArguments arguments, RedisMgetSender send, CancellationToken cancellationToken)
    {
        await send.ElementsAsync(arguments.Keys.Count);
        foreach (var key in arguments.Keys)
        {
            if (database.Get(key.Span, out _) is { } value)
                await send.BulkAsync(value);
            else
                await send.NullAsync();
        }

        return RedisMgetResult.Nothing();
    }

    protected internal override ValueTask<RedisMsetResult> OnMsetAsync(RedisMsetArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Pairs.Count % 2 != 0)
            return new(RedisMsetResult.OddPairs());
        CommandText? key = null;
        foreach (var text in arguments.Pairs)
        {
            if (key is { } before)
                database.Set(before.Span, text.Span, seconds: null, isNew: false);
            key = key is null ? text : null;
        }

        return new(RedisMsetResult.Ok());
    }

    protected internal override ValueTask<RedisIncrResult> OnIncrAsync(RedisIncrArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, 1, out long sum) is { } fault ? RedisIncrResult.Of(fault) : RedisIncrResult.Integer(sum));

    protected internal override ValueTask<RedisDecrResult> OnDecrAsync(RedisDecrArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, -1, out long sum) is { } fault ? RedisDecrResult.Of(fault) : RedisDecrResult.Integer(sum));

    protected internal override ValueTask<RedisIncrbyResult> OnIncrbyAsync(RedisIncrbyArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, Number(arguments.Delta), out long sum) is { } fault ? RedisIncrbyResult.Of(fault) : RedisIncrbyResult.Integer(sum));

    protected internal override ValueTask<RedisDecrbyResult> OnDecrbyAsync(RedisDecrbyArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, -(Int128?)Number(arguments.Delta), out long sum) is { } fault ? RedisDecrbyResult.Of(fault) : RedisDecrbyResult.Integer(sum));

    protected internal override ValueTask<RedisLpushResult> OnLpushAsync(RedisLpushArguments arguments, CancellationToken cancellationToken) =>
        new(database.Push(arguments.Key.Span, Copies(arguments.Values), isFirst: true) is { } length ? RedisLpushResult.Integer(length) : RedisLpushResult.NotAList());

    protected internal override ValueTask<RedisRpushResult> OnRpushAsync(RedisRpushArguments arguments, CancellationToken cancellationToken) =>
        new(database.Push(arguments.Key.Span, Copies(arguments.Values), isFirst: false) is { } length ? RedisRpushResult.Integer(length) : RedisRpushResult.NotAList());

    protected internal override ValueTask<RedisLlenResult> OnLlenAsync(RedisLlenArguments arguments, CancellationToken cancellationToken) =>
        new(database.Length(arguments.Key.Span) is { } length ? RedisLlenResult.Integer(length) : RedisLlenResult.NotAList());

    protected internal override async ValueTask<RedisLrangeResult> OnLrangeAsync(RedisLrangeArguments arguments, RedisLrangeSender send, CancellationToken cancellationToken)
    {
        if (Number(arguments.First) is not { } first || Number(arguments.Last) is not { } last)
            return RedisLrangeResult.NotANumber();
        if (database.Range(arguments.Key.Span, first, last) is not { } range)
            return RedisLrangeResult.NotAList();
        await send.ElementsAsync(range.Length);
        foreach (byte[] element in range)
            await send.BulkAsync(element);
        return RedisLrangeResult.Nothing();
    }

    protected internal override ValueTask<RedisDelResult> OnDelAsync(RedisDelArguments arguments, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (var key in arguments.Keys)
            count += database.Delete(key.Span) ? 1 : 0;
        return new(RedisDelResult.Integer(count));
    }

    protected internal override ValueTask<RedisExistsResult> OnExistsAsync(RedisExistsArguments arguments, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (var key in arguments.Keys)
            count += database.Exists(key.Span) ? 1 : 0;
        return new(RedisExistsResult.Integer(count));
    }

    protected internal override ValueTask<RedisExpireResult> OnExpireAsync(RedisExpireArguments arguments, CancellationToken cancellationToken) =>
        new(Number(arguments.Seconds) is not { } seconds ? RedisExpireResult.NotANumber()
            : RedisExpireResult.Integer(database.Expire(arguments.Key.Span, seconds) ? 1 : 0));

    protected internal override ValueTask<RedisTtlResult> OnTtlAsync(RedisTtlArguments arguments, CancellationToken cancellationToken) =>
        new(RedisTtlResult.Integer(database.TimeToLive(arguments.Key.Span)));

    protected internal override async ValueTask<RedisKeysResult> OnKeysAsync(RedisKeysArguments arguments, RedisKeysSender send, CancellationToken cancellationToken)
    {
        byte[][] keys = database.Keys(arguments.Pattern.Span);
        await send.ElementsAsync(keys.Length);
        foreach (byte[] key in keys)
            await send.BulkAsync(key);
        return RedisKeysResult.Nothing();
    }

    protected internal override ValueTask<RedisDbsizeResult> OnDbsizeAsync(CancellationToken cancellationToken) =>
        new(RedisDbsizeResult.Integer(database.Count()));

    protected internal override ValueTask<RedisFlushallResult> OnFlushallAsync(RedisFlushallArguments arguments, CancellationToken cancellationToken)
    {
        database.Clear();
        return new(RedisFlushallResult.Ok());
    }

    private static long? Number(CommandText text) =>
        Utf8Parser.TryParse(text.Span, out long number, out int read) && read == text.Span.Length ? number : null;

    // Null: the sum is there.
    private RedisReply? Add(CommandText key, Int128? delta, out long sum)
    {
        sum = 0;
        return delta is not { } number ? RedisReply.NotANumber : database.Add(key.Span, number, out sum) switch
        {
            SumOutcome.Done => null,
            SumOutcome.NotAText => RedisReply.NotAText,
            SumOutcome.NotANumber => RedisReply.NotANumber,
            _ => RedisReply.Overflow,
        };
    }

    private static List<byte[]> Copies(CommandTexts texts)
    {
        var copies = new List<byte[]>(texts.Count);
        foreach (var text in texts)
            copies.Add(text.Span.ToArray());
        return copies;
    }
}
