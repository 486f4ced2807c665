using System.Buffers.Text;
using Samples.Redis;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class DatabaseHandler(Database database) : RedisHandler
{
    protected internal override ValueTask<PingResult> OnPingAsync(PingArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.Text.IsPresent ? PingResult.Bulk(arguments.Text.Octets) : PingResult.Pong);

    protected internal override ValueTask<EchoResult> OnEchoAsync(EchoArguments arguments, CancellationToken cancellationToken) =>
        new(EchoResult.Bulk(arguments.Text.Octets));

    protected internal override ValueTask<SelectResult> OnSelectAsync(SelectArguments arguments, CancellationToken cancellationToken) =>
        new(Number(arguments.Index) == 0 ? SelectResult.Ok : SelectResult.NoSuchDatabase);

    protected internal override ValueTask<SetResult> OnSetAsync(SetArguments arguments, CancellationToken cancellationToken)
    {
        bool isNew = false, isTime = false;
        long? seconds = null;
        foreach (var option in arguments.Options)
        {
            if (isTime && (seconds = Number(option)) is not > 0)
                return new(SetResult.NotANumber);
            bool wasTime = isTime;
            isTime = !wasTime && option.EqualsIgnoreCase("EX"u8);
            isNew |= !wasTime && option.EqualsIgnoreCase("NX"u8);
            if (!wasTime && !isTime && !option.EqualsIgnoreCase("NX"u8))
                return new(SetResult.SyntaxError);
        }

        if (isTime)
            return new(SetResult.SyntaxError);
        return new(database.Set(arguments.Key.Span, arguments.Value.Span, seconds, isNew) ? SetResult.Ok : SetResult.Null);
    }

    protected internal override ValueTask<GetResult> OnGetAsync(GetArguments arguments, CancellationToken cancellationToken)
    {
        byte[]? value = database.Get(arguments.Key.Span, out bool isList);
        return new(isList ? GetResult.NotAText : value is null ? GetResult.Null : GetResult.Bulk(value));
    }

    protected internal override async ValueTask<MgetResult> OnMgetAsync(MgetArguments arguments, MgetSender send, CancellationToken cancellationToken)
    {
        await send.ElementsAsync(arguments.Keys.Count);
        foreach (var key in arguments.Keys)
        {
            if (database.Get(key.Span, out _) is { } value)
                await send.BulkAsync(value);
            else
                await send.NullAsync();
        }

        return MgetResult.Nothing;
    }

    protected internal override ValueTask<MsetResult> OnMsetAsync(MsetArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Pairs.Count % 2 != 0)
            return new(MsetResult.OddPairs);
        CommandText? key = null;
        foreach (var text in arguments.Pairs)
        {
            if (key is { } before)
                database.Set(before.Span, text.Span, seconds: null, isNew: false);
            key = key is null ? text : null;
        }

        return new(MsetResult.Ok);
    }

    protected internal override ValueTask<IncrResult> OnIncrAsync(IncrArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, 1, out long sum) is { } fault ? IncrResult.Of(fault) : IncrResult.Integer(sum));

    protected internal override ValueTask<DecrResult> OnDecrAsync(DecrArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, -1, out long sum) is { } fault ? DecrResult.Of(fault) : DecrResult.Integer(sum));

    protected internal override ValueTask<IncrbyResult> OnIncrbyAsync(IncrbyArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, Number(arguments.Delta), out long sum) is { } fault ? IncrbyResult.Of(fault) : IncrbyResult.Integer(sum));

    protected internal override ValueTask<DecrbyResult> OnDecrbyAsync(DecrbyArguments arguments, CancellationToken cancellationToken) =>
        new(Add(arguments.Key, -(Int128?)Number(arguments.Delta), out long sum) is { } fault ? DecrbyResult.Of(fault) : DecrbyResult.Integer(sum));

    protected internal override ValueTask<LpushResult> OnLpushAsync(LpushArguments arguments, CancellationToken cancellationToken) =>
        new(database.Push(arguments.Key.Span, Copies(arguments.Values), isFirst: true) is { } length ? LpushResult.Integer(length) : LpushResult.NotAList);

    protected internal override ValueTask<RpushResult> OnRpushAsync(RpushArguments arguments, CancellationToken cancellationToken) =>
        new(database.Push(arguments.Key.Span, Copies(arguments.Values), isFirst: false) is { } length ? RpushResult.Integer(length) : RpushResult.NotAList);

    protected internal override ValueTask<LlenResult> OnLlenAsync(LlenArguments arguments, CancellationToken cancellationToken) =>
        new(database.Length(arguments.Key.Span) is { } length ? LlenResult.Integer(length) : LlenResult.NotAList);

    protected internal override async ValueTask<LrangeResult> OnLrangeAsync(LrangeArguments arguments, LrangeSender send, CancellationToken cancellationToken)
    {
        if (Number(arguments.First) is not { } first || Number(arguments.Last) is not { } last)
            return LrangeResult.NotANumber;
        if (database.Range(arguments.Key.Span, first, last) is not { } range)
            return LrangeResult.NotAList;
        await send.ElementsAsync(range.Length);
        foreach (byte[] element in range)
            await send.BulkAsync(element);
        return LrangeResult.Nothing;
    }

    protected internal override ValueTask<DelResult> OnDelAsync(DelArguments arguments, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (var key in arguments.Keys)
            count += database.Delete(key.Span) ? 1 : 0;
        return new(DelResult.Integer(count));
    }

    protected internal override ValueTask<ExistsResult> OnExistsAsync(ExistsArguments arguments, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (var key in arguments.Keys)
            count += database.Exists(key.Span) ? 1 : 0;
        return new(ExistsResult.Integer(count));
    }

    protected internal override ValueTask<ExpireResult> OnExpireAsync(ExpireArguments arguments, CancellationToken cancellationToken) =>
        new(Number(arguments.Seconds) is not { } seconds ? ExpireResult.NotANumber
            : ExpireResult.Integer(database.Expire(arguments.Key.Span, seconds) ? 1 : 0));

    protected internal override ValueTask<TtlResult> OnTtlAsync(TtlArguments arguments, CancellationToken cancellationToken) =>
        new(TtlResult.Integer(database.TimeToLive(arguments.Key.Span)));

    protected internal override async ValueTask<KeysResult> OnKeysAsync(KeysArguments arguments, KeysSender send, CancellationToken cancellationToken)
    {
        byte[][] keys = database.Keys(arguments.Pattern.Span);
        await send.ElementsAsync(keys.Length);
        foreach (byte[] key in keys)
            await send.BulkAsync(key);
        return KeysResult.Nothing;
    }

    protected internal override ValueTask<DbsizeResult> OnDbsizeAsync(CancellationToken cancellationToken) =>
        new(DbsizeResult.Integer(database.Count()));

    protected internal override ValueTask<FlushallResult> OnFlushallAsync(FlushallArguments arguments, CancellationToken cancellationToken)
    {
        database.Clear();
        return new(FlushallResult.Ok);
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
