<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>DropDesk</name>
        <message>
            <source>%n alarms</source>
            <translation>%n 个警报</translation>
        </message>
        <message>
            <source>%n days</source>
            <translation>%n 天</translation>
        </message>
        <message>
            <source>%n days left</source>
            <translation>剩 %n 天</translation>
        </message>
        <message>
            <source>%n days overdue</source>
            <translation>逾期 %n 天</translation>
        </message>
        <message>
            <source>%n earlier entries</source>
            <translation>还有更早的 %n 条</translation>
        </message>
        <message>
            <source>%n earlier orders</source>
            <translation>此前 %n 单</translation>
        </message>
        <message>
            <source>%n hours</source>
            <translation>%n 小时</translation>
        </message>
        <message>
            <source>%n hours left</source>
            <translation>剩 %n 小时</translation>
        </message>
        <message>
            <source>%n hours overdue</source>
            <translation>逾期 %n 小时</translation>
        </message>
        <message>
            <source>%n of it are refunded already.</source>
            <translation>其中 %n 件已退款。</translation>
        </message>
        <message>
            <source>%n orders</source>
            <translation>%n 个订单</translation>
        </message>
        <message>
            <source>%n other orders</source>
            <translation>其他 %n 个订单</translation>
        </message>
        <message>
            <source>%n purchases open</source>
            <translation>%n 张采购单未结</translation>
        </message>
        <message>
            <source>%n rows</source>
            <translation>%n 行</translation>
        </message>
        <message>
            <source>%n work days left</source>
            <translation>剩 %n 个工作日</translation>
        </message>
        <message>
            <source>%n work days overdue</source>
            <translation>逾期 %n 个工作日</translation>
        </message>
        <message>
            <source>.</source>
            <translation>。</translation>
        </message>
        <message>
            <source>30 invented orders, no network.</source>
            <translation>30 个虚构订单，无需联网。</translation>
        </message>
        <message>
            <source>A JSON file for one year: “year”, and “days” with “date”, “name” and “isOffDay”. It makes a provisional year known, or corrects a published one.</source>
            <translation>一个年份的 JSON 文件：含 “year”，以及带 “date”、“name”、“isOffDay” 的 “days”。可补全暂定年份，或更正已公布的年份。</translation>
        </message>
        <message>
            <source>A cancel request for purchase {value} is out. Withdraw it first, then take it off.</source>
            <translation>采购单 {value} 的取消申请已发出。请先撤回申请，再移除该采购单。</translation>
        </message>
        <message>
            <source>A cancellation is requested</source>
            <translation>已申请取消</translation>
        </message>
        <message>
            <source>A chargeback is open: the bank has taken the money already. Never refund now.</source>
            <translation>拒付处理中：银行已划走款项，切勿再退款。</translation>
        </message>
        <message>
            <source>A deadline asks for you when less is left than</source>
            <translation>期限剩余少于此时间时提醒</translation>
        </message>
        <message>
            <source>A deadline has passed</source>
            <translation>有一项期限已过</translation>
        </message>
        <message>
            <source>A deadline is close</source>
            <translation>期限将至</translation>
        </message>
        <message>
            <source>A demanded tracking number is due within</source>
            <translation>要求的运单号须在此期限内提供</translation>
        </message>
        <message>
            <source>A dispute can be opened</source>
            <translation>可以发起纠纷</translation>
        </message>
        <message>
            <source>A dispute can be opened from shipping plus</source>
            <translation>可发起纠纷的起始时间（自发货起）</translation>
        </message>
        <message>
            <source>A dispute can be opened until delivery plus</source>
            <translation>可发起纠纷的截止时间（自签收起）</translation>
        </message>
        <message>
            <source>A dispute is the way.
It is not open yet.</source>
            <translation>需要走纠纷。
但尚未开放。</translation>
        </message>
        <message>
            <source>A dispute or return runs for purchase {value}: it stays linked.</source>
            <translation>采购单 {value} 正在纠纷或退货中：保持关联。</translation>
        </message>
        <message>
            <source>A fulfilment service has these items. Recall the fulfilment first.</source>
            <translation>这些商品已在仓配服务处，请先召回发货。</translation>
        </message>
        <message>
            <source>A fulfilment service has these items. Shopify asks it to stop; then the order can be cancelled.</source>
            <translation>这些商品在仓配服务那里。Shopify 请求其停止，之后才能取消订单。</translation>
        </message>
        <message>
            <source>A limit of the payment account is reached.</source>
            <translation>已达到收款账户的限额。</translation>
        </message>
        <message>
            <source>A look at the purchase counts for money for</source>
            <translation>查看采购单后可用于退款的有效时间</translation>
        </message>
        <message>
            <source>A newer DropDesk wrote this data. Install the newest version.</source>
            <translation>数据由更新版的 DropDesk 写入。请安装最新版。</translation>
        </message>
        <message>
            <source>A newer file says less than was known: which holds?</source>
            <translation>较新的文件比已知的少：以哪个为准？</translation>
        </message>
        <message>
            <source>A newer file says less than was known: {what}.</source>
            <translation>较新的文件比已知的少：{what}。</translation>
        </message>
        <message>
            <source>A newer file says less: {what}. What was known stays; look in Shopify</source>
            <translation>较新的文件说得更少：{what}。已知内容保留不变；请到 Shopify 查看</translation>
        </message>
        <message>
            <source>A number alone is no proof: wait for a scan.</source>
            <translation>只有号码不算证明：等待扫描。</translation>
        </message>
        <message>
            <source>A number is no proof.
Wait for the first scan.</source>
            <translation>有单号不算证明。
请等首次揽收。</translation>
        </message>
        <message>
            <source>A number may be only a label. Look at the tracking page for the first scan.</source>
            <translation>运单号可能只是面单。请在物流页面看首次扫描。</translation>
        </message>
        <message>
            <source>A part is back, the rest is on its way.</source>
            <translation>一部分已退回，其余在退款途中。</translation>
        </message>
        <message>
            <source>A part refund must be more than nothing and less than what is left of the payment.</source>
            <translation>部分退款必须大于零且小于剩余付款。</translation>
        </message>
        <message>
            <source>A part will not ship.
Refund that part.</source>
            <translation>一部分不会发货。
请退这部分款。</translation>
        </message>
        <message>
            <source>A payment is authorised but not captured. Settle it in Shopify first.</source>
            <translation>有一笔付款已授权但未收取，请先在 Shopify 中处理。</translation>
        </message>
        <message>
            <source>A promise to the customer is due</source>
            <translation>对客户的承诺即将到期</translation>
        </message>
        <message>
            <source>A proposal waits for my answer</source>
            <translation>有方案等我答复</translation>
        </message>
        <message>
            <source>A proposal waits for your answer</source>
            <translation>有方案等您答复</translation>
        </message>
        <message>
            <source>A proposal waits · you should win</source>
            <translation>有方案待答复 · 您应胜诉</translation>
        </message>
        <message>
            <source>A proposal waits.
Answer it in time.</source>
            <translation>有方案等您答复。
请按时处理。</translation>
        </message>
        <message>
            <source>A proposal waits. Answer it in time, or it becomes final.</source>
            <translation>有方案待答复。请按时答复，否则自动生效。</translation>
        </message>
        <message>
            <source>A purchase may ship again. The supplier comes first.</source>
            <translation>有采购单可能又会发货。先找供应商。</translation>
        </message>
        <message>
            <source>A purchase serves these items already. Take that link away first.</source>
            <translation>这些商品已有采购单。请先解除关联。</translation>
        </message>
        <message>
            <source>A quotation mark is left open: the file is cut off or damaged from here on.</source>
            <translation>引号未闭合：文件从此处起被截断或损坏。</translation>
        </message>
        <message>
            <source>A refund is on its way.</source>
            <translation>退款途中。</translation>
        </message>
        <message>
            <source>A refund is owed</source>
            <translation>尚欠退款</translation>
        </message>
        <message>
            <source>A refund of {amount} failed, {when}. It did not reach the customer.</source>
            <translation>一笔 {amount} 的退款失败了（{when}）。客户没有收到钱。</translation>
        </message>
        <message>
            <source>A request is on its way to Shopify. Check its outcome first.</source>
            <translation>有请求正在发往 Shopify。请先查看结果。</translation>
        </message>
        <message>
            <source>A request is open already</source>
            <translation>已有取消申请</translation>
        </message>
        <message>
            <source>A return is agreed</source>
            <translation>已同意退货</translation>
        </message>
        <message>
            <source>A return is agreed.
Send it back with tracking.</source>
            <translation>已同意退货。
请用可追踪的物流寄回。</translation>
        </message>
        <message>
            <source>A return is open in Shopify. Close it there first.</source>
            <translation>Shopify 中有进行中的退货，请先在那里关闭。</translation>
        </message>
        <message>
            <source>A rule of your payment account forbids it.</source>
            <translation>您的收款账户规则不允许这样做。</translation>
        </message>
        <message>
            <source>A supplier that counts hours must ship within (0 = counts days)</source>
            <translation>按小时计的供应商须在此期限内发货（0 = 按天计）</translation>
        </message>
        <message>
            <source>A tracking number needs its first scan within</source>
            <translation>运单号须在此期限内有首次揽收</translation>
        </message>
        <message>
            <source>About this order</source>
            <translation>关于此订单</translation>
        </message>
        <message>
            <source>Above {amount} a typed reason is needed.</source>
            <translation>超过 {amount} 需要写明理由。</translation>
        </message>
        <message>
            <source>Accept it, dispute it, or say that nothing is lost.</source>
            <translation>请接受损失、发起纠纷，或说明没有损失。</translation>
        </message>
        <message>
            <source>Accept the loss first: the parcel is on its way.</source>
            <translation>先接受损失：包裹在途中。</translation>
        </message>
        <message>
            <source>Accepted, yet shipped</source>
            <translation>已同意取消，却发了货</translation>
        </message>
        <message>
            <source>Access token</source>
            <translation>访问令牌</translation>
        </message>
        <message>
            <source>Act now</source>
            <translation>立即处理</translation>
        </message>
        <message>
            <source>Act now: it was ordered minutes ago</source>
            <translation>请立即处理：刚刚才下单</translation>
        </message>
        <message>
            <source>Act now: it was paid minutes ago</source>
            <translation>立即处理：几分钟前刚付款</translation>
        </message>
        <message>
            <source>Add a note to the request</source>
            <translation>给请求加备注</translation>
        </message>
        <message>
            <source>Add note</source>
            <translation>添加备注</translation>
        </message>
        <message>
            <source>Add note…</source>
            <translation>添加备注…</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Admin, Orders, then this one.</source>
            <translation>后台 → 订单 → 这一单。</translation>
        </message>
        <message>
            <source>After it arrived</source>
            <translation>收货后</translation>
        </message>
        <message>
            <source>After it: it was not done</source>
            <translation>在那之后：并没有完成</translation>
        </message>
        <message>
            <source>After the answer</source>
            <translation>答复之后</translation>
        </message>
        <message>
            <source>Agreed</source>
            <translation>已约定</translation>
        </message>
        <message>
            <source>Agreed, but the parcel may have gone out: this money may not come.</source>
            <translation>对方已同意，但包裹可能已经发出：这笔钱可能不会到账。</translation>
        </message>
        <message>
            <source>Alarm</source>
            <translation>警报</translation>
        </message>
        <message>
            <source>AliExpress (supplier first)</source>
            <translation>速卖通（先供应商）</translation>
        </message>
        <message>
            <source>AliExpress closed it</source>
            <translation>速卖通关闭</translation>
        </message>
        <message>
            <source>AliExpress counts China’s work days, make-up Saturdays included; refunds count your bank’s.</source>
            <translation>速卖通按中国工作日计算（含调休上班日）；退款按您银行的营业日计算。</translation>
        </message>
        <message>
            <source>AliExpress decides</source>
            <translation>由速卖通裁决</translation>
        </message>
        <message>
            <source>AliExpress order number or link</source>
            <translation>速卖通订单号或链接</translation>
        </message>
        <message>
            <source>AliExpress orders</source>
            <translation>速卖通订单</translation>
        </message>
        <message>
            <source>AliExpress proposes a solution within</source>
            <translation>速卖通给出方案的期限</translation>
        </message>
        <message>
            <source>AliExpress says something else now.</source>
            <translation>速卖通现在的说法不同。</translation>
        </message>
        <message>
            <source>AliExpress’ proposal</source>
            <translation>速卖通的方案</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>All money went back.
Cancel without refund.</source>
            <translation>款项已全部退回。
请取消订单，不再退款。</translation>
        </message>
        <message>
            <source>All of it asked for, with {orders}</source>
            <translation>已随 {orders} 要求取消全部</translation>
        </message>
        <message>
            <source>All of it is asked for.
It may stop: wait for the answer.</source>
            <translation>已要求取消整笔采购。
可能不再发货：请等待答复。</translation>
        </message>
        <message>
            <source>All of it is cancelled</source>
            <translation>整张采购单已取消</translation>
        </message>
        <message>
            <source>All of it is cancelled after all</source>
            <translation>最终全部取消了</translation>
        </message>
        <message>
            <source>All of it, also for {orders}</source>
            <translation>全部，包括 {orders} 的部分</translation>
        </message>
        <message>
            <source>All of it: the goods of {orders} stop as well.</source>
            <translation>全部：{orders} 的商品也会停止发货。</translation>
        </message>
        <message>
            <source>All of the shared purchase</source>
            <translation>共用采购的全部</translation>
        </message>
        <message>
            <source>All suppliers</source>
            <translation>所有供应商</translation>
        </message>
        <message>
            <source>All {amount} went back already.</source>
            <translation>{amount} 已全部退回。</translation>
        </message>
        <message>
            <source>Already stopped: buy it again</source>
            <translation>已停止：重新采购</translation>
        </message>
        <message>
            <source>Amazon Pay: no further payment can be taken.</source>
            <translation>Amazon Pay：无法再扣款。</translation>
        </message>
        <message>
            <source>Amazon Pay: no further refund can be made.</source>
            <translation>Amazon Pay：无法再退款。</translation>
        </message>
        <message>
            <source>Amazon Pay: the most that can be charged is reached.</source>
            <translation>Amazon Pay：已达到可扣款上限。</translation>
        </message>
        <message>
            <source>Amazon Pay: the most that can be refunded is reached.</source>
            <translation>Amazon Pay：已达到可退款上限。</translation>
        </message>
        <message>
            <source>Amazon Pay: the payment is too old.</source>
            <translation>Amazon Pay：这笔付款时间过久。</translation>
        </message>
        <message>
            <source>Amazon Pay: the payment method is not valid.</source>
            <translation>Amazon Pay：付款方式无效。</translation>
        </message>
        <message>
            <source>Amazon Pay: the payment was cancelled.</source>
            <translation>Amazon Pay：这笔付款已取消。</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>金额</translation>
        </message>
        <message>
            <source>Amount they pay</source>
            <translation>对方支付的金额</translation>
        </message>
        <message>
            <source>Amount unknown</source>
            <translation>金额未知</translation>
        </message>
        <message>
            <source>An agreed return is sent back within</source>
            <translation>同意的退货须在此期限内寄回</translation>
        </message>
        <message>
            <source>An answer was taken back.</source>
            <translation>撤回了一个答复。</translation>
        </message>
        <message>
            <source>An earlier refund of these items failed, but Shopify still counts them as refunded. So the amount goes back without naming them, and nothing is put back in stock again.</source>
            <translation>这些商品先前的一笔退款失败了，但 Shopify 仍将它们算作已退款。因此这次只退金额、不指明商品，也不会再次放回库存。</translation>
        </message>
        <message>
            <source>An earlier refund of these items failed, but Shopify still counts them as refunded: choose no items there, type the amount. Nothing is put back in stock again.</source>
            <translation>之前对这些商品的退款失败了，但 Shopify 仍将其计为已退款：请不要在那里选择商品，直接填写金额。库存不再重复加回。</translation>
        </message>
        <message>
            <source>An estimate: that year’s bank holidays are not published yet.</source>
            <translation>这是预计日期：该年的银行假日尚未公布。</translation>
        </message>
        <message>
            <source>An estimate: that year’s calendar is not published yet.</source>
            <translation>仅为估算：该年份的日历尚未公布。</translation>
        </message>
        <message>
            <source>An export made after it does not show it</source>
            <translation>在那之后的导出里没有这件事</translation>
        </message>
        <message>
            <source>An item was added to the order in Shopify. Look again before money moves.</source>
            <translation>有商品在 Shopify 中添加到订单。动钱之前请再看一次。</translation>
        </message>
        <message>
            <source>An item was taken off the order in Shopify. Look again before money moves.</source>
            <translation>有商品在 Shopify 中从订单移除。动钱之前请再看一次。</translation>
        </message>
        <message>
            <source>An unanswered recall counts as rejected after</source>
            <translation>召回请求无答复，超过此时间视为被拒</translation>
        </message>
        <message>
            <source>An unclear refund may be sent again within</source>
            <translation>结果不明的退款可在此时间内重发</translation>
        </message>
        <message>
            <source>An unpaid purchase lapses after</source>
            <translation>未付款的采购单失效时间</translation>
        </message>
        <message>
            <source>Another amount from {supplier}</source>
            <translation>{supplier} 的其他金额</translation>
        </message>
        <message>
            <source>Another amount…</source>
            <translation>其他金额…</translation>
        </message>
        <message>
            <source>Another purchase was found on the order: it may still ship. Look at its page first.</source>
            <translation>订单上发现了另一笔采购，它仍可能发货。请先查看它的订单页面。</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>答复</translation>
        </message>
        <message>
            <source>Answer by</source>
            <translation>回复期限</translation>
        </message>
        <message>
            <source>Answer the bank</source>
            <translation>回复银行</translation>
        </message>
        <message>
            <source>Answer the proposal</source>
            <translation>答复方案</translation>
        </message>
        <message>
            <source>Arrived from {supplier}</source>
            <translation>{supplier} 的款已到账</translation>
        </message>
        <message>
            <source>As it was known</source>
            <translation>与已知的一致</translation>
        </message>
        <message>
            <source>As the file says</source>
            <translation>与文件一致</translation>
        </message>
        <message>
            <source>As the supplier bills it.</source>
            <translation>供应商的结算币种。</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>As the system ({country})</source>
            <translation>跟随系统（{country}）</translation>
        </message>
        <message>
            <source>Ask again</source>
            <translation>再次申请</translation>
        </message>
        <message>
            <source>Ask again, or wait until it closes.</source>
            <translation>再次申请，或等它关闭。</translation>
        </message>
        <message>
            <source>Ask again, or wait: an order that is not shipped closes by itself. Never press “Extend time”.</source>
            <translation>再次申请，或等待：未发货的订单会自动关闭。千万不要点“延长时间”。</translation>
        </message>
        <message>
            <source>Ask again…</source>
            <translation>再次申请…</translation>
        </message>
        <message>
            <source>Ask for the full refund. A parcel sent after that day counts as not sent.</source>
            <translation>要求全额退款。此日之后才寄出的包裹不算发货。</translation>
        </message>
        <message>
            <source>Ask for the wished items only</source>
            <translation>只申请取消客户要退的商品</translation>
        </message>
        <message>
            <source>Ask for this order’s items only</source>
            <translation>只申请取消此订单的商品</translation>
        </message>
        <message>
            <source>Ask in step 2.</source>
            <translation>请在第 2 步申请取消。</translation>
        </message>
        <message>
            <source>Ask supplier</source>
            <translation>联系供应商</translation>
        </message>
        <message>
            <source>Ask the supplier</source>
            <translation>请求供应商</translation>
        </message>
        <message>
            <source>Ask the supplier again</source>
            <translation>再次联系供应商</translation>
        </message>
        <message>
            <source>Ask the supplier to cancel</source>
            <translation>请供应商取消</translation>
        </message>
        <message>
            <source>Ask {supplier} to cancel</source>
            <translation>请 {supplier} 取消</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>已申请取消</translation>
        </message>
        <message>
            <source>Asked again {day} · no answer yet</source>
            <translation>{day} 再次联系 · 尚无答复</translation>
        </message>
        <message>
            <source>Asked again · no answer yet</source>
            <translation>已再次联系 · 尚无答复</translation>
        </message>
        <message>
            <source>Asked on</source>
            <translation>提出时间</translation>
        </message>
        <message>
            <source>Asked once and remembered. Left open, such a purchase is unclear.</source>
            <translation>只问一次并记住。不选择的话，这类采购单记为“不明确”。</translation>
        </message>
        <message>
            <source>Asked to stop {when}. No answer for a day means: refund items instead.</source>
            <translation>{when} 已请求停止。一天没有答复就改退商品款。</translation>
        </message>
        <message>
            <source>Asked to stop {when}. The answer is not heard here: it shows in the Shopify admin.</source>
            <translation>{when}已请求停止。这里收不到答复，请到 Shopify 后台查看。</translation>
        </message>
        <message>
            <source>Asked to stop · no answer yet</source>
            <translation>已要求停止 · 尚无回复</translation>
        </message>
        <message>
            <source>Asked {day} · no answer yet</source>
            <translation>已联系（{day}） · 尚无答复</translation>
        </message>
        <message>
            <source>Asked {when}</source>
            <translation>{when} 申请取消</translation>
        </message>
        <message>
            <source>Asked · no answer yet</source>
            <translation>已联系 · 尚无答复</translation>
        </message>
        <message>
            <source>Asking Shopify…</source>
            <translation>正在询问 Shopify…</translation>
        </message>
        <message>
            <source>Asking the keyring…</source>
            <translation>正在询问密钥环…</translation>
        </message>
        <message>
            <source>At most {amount} can go back. Check the amount.</source>
            <translation>最多可退 {amount}。请核对金额。</translation>
        </message>
        <message>
            <source>At risk</source>
            <translation>有风险</translation>
        </message>
        <message>
            <source>At risk if you refund now</source>
            <translation>现在退款的风险</translation>
        </message>
        <message>
            <source>Authorised</source>
            <translation>已授权</translation>
        </message>
        <message>
            <source>Awaiting payment</source>
            <translation>等待付款</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Back to the orders</source>
            <translation>返回订单</translation>
        </message>
        <message>
            <source>Backend</source>
            <translation>后端</translation>
        </message>
        <message>
            <source>Be clear why before you cancel: write down what the customer said.</source>
            <translation>取消前要弄清原因：记下客户说的话。</translation>
        </message>
        <message>
            <source>Before it arrives</source>
            <translation>收货前</translation>
        </message>
        <message>
            <source>Before it, or I do not know</source>
            <translation>在那之前，或者我不知道</translation>
        </message>
        <message>
            <source>Before shipping</source>
            <translation>发货之前</translation>
        </message>
        <message>
            <source>Being returned</source>
            <translation>退货中</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>发送中</translation>
        </message>
        <message>
            <source>Bought again</source>
            <translation>已重新采购</translation>
        </message>
        <message>
            <source>Bought on AliExpress</source>
            <translation>已在速卖通采购</translation>
        </message>
        <message>
            <source>Buy it again</source>
            <translation>重新采购</translation>
        </message>
        <message>
            <source>By hand</source>
            <translation>手动</translation>
        </message>
        <message>
            <source>By hand in Shopify: {what}</source>
            <translation>在 Shopify 手动操作：{what}</translation>
        </message>
        <message>
            <source>By hand…</source>
            <translation>手动…</translation>
        </message>
        <message>
            <source>By itself or by AliExpress.</source>
            <translation>自动关闭或由速卖通关闭。</translation>
        </message>
        <message>
            <source>Calendar</source>
            <translation>日历</translation>
        </message>
        <message>
            <source>Calendar file loaded</source>
            <translation>日历文件已载入</translation>
        </message>
        <message>
            <source>Calendar files (*.json)</source>
            <translation>日历文件 (*.json)</translation>
        </message>
        <message>
            <source>Can cancel</source>
            <translation>可取消</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Cancel and refund</source>
            <translation>取消并退款</translation>
        </message>
        <message>
            <source>Cancel and refund in Shopify</source>
            <translation>在 Shopify 取消并退款</translation>
        </message>
        <message>
            <source>Cancel assistant</source>
            <translation>取消助手</translation>
        </message>
        <message>
            <source>Cancel by hand</source>
            <translation>手动取消</translation>
        </message>
        <message>
            <source>Cancel in Shopify</source>
            <translation>在 Shopify 中取消</translation>
        </message>
        <message>
            <source>Cancel in Shopify by hand</source>
            <translation>在 Shopify 手动取消</translation>
        </message>
        <message>
            <source>Cancel order {order} and refund {amount}.</source>
            <translation>取消订单 {order} 并退款 {amount}。</translation>
        </message>
        <message>
            <source>Cancel order {order} in Shopify</source>
            <translation>在 Shopify 取消订单 {order}</translation>
        </message>
        <message>
            <source>Cancel order {order} in Shopify and refund {amount}</source>
            <translation>在 Shopify 取消订单 {order} 并退款 {amount}</translation>
        </message>
        <message>
            <source>Cancel order {order} in Shopify, refund later</source>
            <translation>在 Shopify 取消订单 {order}，稍后退款</translation>
        </message>
        <message>
            <source>Cancel order {order}.</source>
            <translation>取消订单 {order}。</translation>
        </message>
        <message>
            <source>Cancel order {order}?</source>
            <translation>取消订单 {order}？</translation>
        </message>
        <message>
            <source>Cancel requested</source>
            <translation>已申请取消</translation>
        </message>
        <message>
            <source>Cancel without refund</source>
            <translation>取消，不退款</translation>
        </message>
        <message>
            <source>Cancel {order} in the Shopify admin</source>
            <translation>在 Shopify 后台取消 {order}</translation>
        </message>
        <message>
            <source>Cancellation requested</source>
            <translation>已申请取消</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>Cancelled after all</source>
            <translation>最终还是取消了</translation>
        </message>
        <message>
            <source>Cancelled after all, in part</source>
            <translation>最终取消了一部分</translation>
        </message>
        <message>
            <source>Cancelled and refunded.</source>
            <translation>已取消并退款。</translation>
        </message>
        <message>
            <source>Cancelled by hand in Shopify</source>
            <translation>已在 Shopify 手动取消</translation>
        </message>
        <message>
            <source>Cancelled in Shopify</source>
            <translation>已在 Shopify 取消</translation>
        </message>
        <message>
            <source>Cancelled in Shopify by somebody else</source>
            <translation>他人已在 Shopify 取消</translation>
        </message>
        <message>
            <source>Cancelled in Shopify, seen in a file</source>
            <translation>已在 Shopify 取消，见于文件</translation>
        </message>
        <message>
            <source>Cancelled in Shopify, {when}, seen in a file.</source>
            <translation>已在 Shopify 取消（{when}），见于文件。</translation>
        </message>
        <message>
            <source>Cancelled in Shopify, {when}, seen in a file. {amount} went back.</source>
            <translation>已在 Shopify 取消（{when}），见于文件。已退回 {amount}。</translation>
        </message>
        <message>
            <source>Cancelled in Shopify.</source>
            <translation>已在 Shopify 取消。</translation>
        </message>
        <message>
            <source>Cancelled {day}</source>
            <translation>已取消（{day}）</translation>
        </message>
        <message>
            <source>Cancelled {when}</source>
            <translation>{when} 取消</translation>
        </message>
        <message>
            <source>Cancelled · nobody told what was paid</source>
            <translation>已取消 · 付款金额未知</translation>
        </message>
        <message>
            <source>Cancelled · was it ever bought?</source>
            <translation>已取消 · 当初采购了吗？</translation>
        </message>
        <message>
            <source>Cancelled · {amount} not refunded yet</source>
            <translation>已取消 · 尚未退 {amount}</translation>
        </message>
        <message>
            <source>Cancelled, a refund is on its way.</source>
            <translation>已取消，退款正在途中。</translation>
        </message>
        <message>
            <source>Cancelled, and nobody told what was paid.
Look in Shopify what is owed.</source>
            <translation>已取消，但付款金额未知。
请在 Shopify 中查看应退多少。</translation>
        </message>
        <message>
            <source>Cancelled, and the bank took the money.</source>
            <translation>已取消，款项被银行收回。</translation>
        </message>
        <message>
            <source>Cancelled, and the money is back.</source>
            <translation>已取消，款项已退。</translation>
        </message>
        <message>
            <source>Cancelled, and the parcel went out</source>
            <translation>已取消，但包裹已发出</translation>
        </message>
        <message>
            <source>Cancelled, but Shopify does not show the refund yet. Check before you refund.</source>
            <translation>已取消，但 Shopify 还没显示退款。退款前请先查看。</translation>
        </message>
        <message>
            <source>Cancelled, but the supplier may still ship</source>
            <translation>已取消，但供应商仍可能发货</translation>
        </message>
        <message>
            <source>Cancelled, {payment}</source>
            <translation>已取消，{payment}</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>已取消。</translation>
        </message>
        <message>
            <source>Cancelled.
The refund is still owed.</source>
            <translation>已取消。
尚欠客户退款。</translation>
        </message>
        <message>
            <source>Cancelled: {item}</source>
            <translation>已取消：{item}</translation>
        </message>
        <message>
            <source>Cancelled; the customer had not paid</source>
            <translation>已取消；客户没有付款</translation>
        </message>
        <message>
            <source>Carrier</source>
            <translation>承运商</translation>
        </message>
        <message>
            <source>Case</source>
            <translation>工单</translation>
        </message>
        <message>
            <source>Case closed: {outcome}</source>
            <translation>处理结束：{outcome}</translation>
        </message>
        <message>
            <source>Case opened</source>
            <translation>开始处理</translation>
        </message>
        <message>
            <source>Case reopened</source>
            <translation>重新处理</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>更改</translation>
        </message>
        <message>
            <source>Change what is to be cancelled</source>
            <translation>更改要取消的商品</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>有变化</translation>
        </message>
        <message>
            <source>Changed their mind</source>
            <translation>改变主意</translation>
        </message>
        <message>
            <source>Changed your mind before anything was sent</source>
            <translation>发送之前改变了主意</translation>
        </message>
        <message>
            <source>Changed…</source>
            <translation>有变化…</translation>
        </message>
        <message>
            <source>Chargeback lost</source>
            <translation>拒付败诉</translation>
        </message>
        <message>
            <source>Chargeback open</source>
            <translation>拒付进行中</translation>
        </message>
        <message>
            <source>Chargeback open at the bank</source>
            <translation>银行拒付处理中</translation>
        </message>
        <message>
            <source>Chargeback · answer the bank by {day}</source>
            <translation>拒付 · {day}前回复银行</translation>
        </message>
        <message>
            <source>Chargeback · it waits for you</source>
            <translation>拒付 · 等您回复</translation>
        </message>
        <message>
            <source>Chargeback…</source>
            <translation>拒付…</translation>
        </message>
        <message>
            <source>Check AliExpress, then tick</source>
            <translation>先查看速卖通，再勾选</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>再查一次</translation>
        </message>
        <message>
            <source>Check again after {time}.</source>
            <translation>{time} 之后再查。</translation>
        </message>
        <message>
            <source>Check in Shopify</source>
            <translation>在 Shopify 查看</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>立即检查</translation>
        </message>
        <message>
            <source>Check the tracking number</source>
            <translation>核实运单号</translation>
        </message>
        <message>
            <source>Check what became of it</source>
            <translation>查看结果如何</translation>
        </message>
        <message>
            <source>Choose a file or paste a table first.</source>
            <translation>请先选择文件或粘贴表格。</translation>
        </message>
        <message>
            <source>Choose a number from {low} to {high}.</source>
            <translation>请输入 {low} 到 {high} 之间的数字。</translation>
        </message>
        <message>
            <source>Choose a reason first.</source>
            <translation>请先选择原因。</translation>
        </message>
        <message>
            <source>Choose at least one item, and no more than were ordered.</source>
            <translation>请至少选一件，且不超过订购数量。</translation>
        </message>
        <message>
            <source>Choose at least one item, but not all.</source>
            <translation>至少选择一件，但不能是全部。</translation>
        </message>
        <message>
            <source>Choose at least one item.</source>
            <translation>请至少选择一件商品。</translation>
        </message>
        <message>
            <source>Choose files</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>Choose files…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <source>Choose just these where the page lets you; else only write: Cancel would stop all of it.</source>
            <translation>页面允许时只选这些商品；否则只留言：点取消会取消整单。</translation>
        </message>
        <message>
            <source>Choose no items, type the amount.</source>
            <translation>不选商品，直接输入金额。</translation>
        </message>
        <message>
            <source>Choose what the admin shows.</source>
            <translation>请选择后台显示的内容。</translation>
        </message>
        <message>
            <source>Choose what the page shows.</source>
            <translation>请选择页面显示的内容。</translation>
        </message>
        <message>
            <source>Choose whose turn it is.</source>
            <translation>请选择现在轮到谁。</translation>
        </message>
        <message>
            <source>Choose why it was closed.</source>
            <translation>请选择关闭原因。</translation>
        </message>
        <message>
            <source>Choose {items}.</source>
            <translation>选择 {items}。</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>请选择…</translation>
        </message>
        <message>
            <source>Claim at AliExpress</source>
            <translation>在速卖通索赔</translation>
        </message>
        <message>
            <source>Claim it at AliExpress</source>
            <translation>在速卖通索赔</translation>
        </message>
        <message>
            <source>Claim…</source>
            <translation>索赔…</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>清除筛选</translation>
        </message>
        <message>
            <source>Clear search</source>
            <translation>清除搜索</translation>
        </message>
        <message>
            <source>Clear the search, close the pane</source>
            <translation>清除搜索，关闭详情</translation>
        </message>
        <message>
            <source>Client ID</source>
            <translation>客户端 ID</translation>
        </message>
        <message>
            <source>Client secret</source>
            <translation>客户端密钥</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close the case</source>
            <translation>关闭工单</translation>
        </message>
        <message>
            <source>Close the case with a note?</source>
            <translation>附备注关闭工单？</translation>
        </message>
        <message>
            <source>Close with a note…</source>
            <translation>附备注关闭…</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>Closed already</source>
            <translation>已经关闭</translation>
        </message>
        <message>
            <source>Closed by AliExpress</source>
            <translation>被速卖通关闭</translation>
        </message>
        <message>
            <source>Closed with a note</source>
            <translation>附备注关闭</translation>
        </message>
        <message>
            <source>Closed with a note · reorder or refund</source>
            <translation>已附备注关闭 · 重新下单或退款</translation>
        </message>
        <message>
            <source>Closed without a refund</source>
            <translation>已结束，未退款</translation>
        </message>
        <message>
            <source>Closed {when}.</source>
            <translation>{when} 关闭。</translation>
        </message>
        <message>
            <source>Closed: not shipped in time</source>
            <translation>超时未发货已关闭</translation>
        </message>
        <message>
            <source>Closing</source>
            <translation>即将截止</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Comfortable</source>
            <translation>宽松</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>紧凑</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Connect a Shopify store</source>
            <translation>连接 Shopify 店铺</translation>
        </message>
        <message>
            <source>Connect a store…</source>
            <translation>连接店铺…</translation>
        </message>
        <message>
            <source>Connect again…</source>
            <translation>重新连接…</translation>
        </message>
        <message>
            <source>Connect {store} again</source>
            <translation>重新连接 {store}</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>已连接</translation>
        </message>
        <message>
            <source>Connected for this session only: no keyring keeps the token</source>
            <translation>仅在本次会话中连接：没有密钥环可保存令牌</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>正在连接…</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Copied table</source>
            <translation>复制的表格</translation>
        </message>
        <message>
            <source>Copied {number}</source>
            <translation>已复制 {number}</translation>
        </message>
        <message>
            <source>Copy its client ID and secret from its settings</source>
            <translation>从应用设置中复制客户端 ID 和密钥</translation>
        </message>
        <message>
            <source>Copy message</source>
            <translation>复制留言</translation>
        </message>
        <message>
            <source>Copy order number</source>
            <translation>复制订单号</translation>
        </message>
        <message>
            <source>Copy supplier order number</source>
            <translation>复制供应商订单号</translation>
        </message>
        <message>
            <source>Copy the message to the supplier</source>
            <translation>复制给供应商的消息</translation>
        </message>
        <message>
            <source>Copy {name}</source>
            <translation>复制{name}</translation>
        </message>
        <message>
            <source>Counted Monday to Friday without the fixed holidays. The State Council’s notice is missing.</source>
            <translation>按周一至周五扣除固定假日计算，国务院通知尚未公布。</translation>
        </message>
        <message>
            <source>Country</source>
            <translation>国家/地区</translation>
        </message>
        <message>
            <source>Create an app with these permissions</source>
            <translation>创建应用并授予这些权限</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>币种</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>客户</translation>
        </message>
        <message>
            <source>Customer asked to cancel</source>
            <translation>客户要求取消</translation>
        </message>
        <message>
            <source>Customer changed or cancelled order</source>
            <translation>客户更改或取消订单</translation>
        </message>
        <message>
            <source>Customer keeps it · reorder or refund</source>
            <translation>客户要保留 · 重新下单或退款</translation>
        </message>
        <message>
            <source>Customer keeps the goods</source>
            <translation>客户保留商品</translation>
        </message>
        <message>
            <source>Customer paid</source>
            <translation>客户支付</translation>
        </message>
        <message>
            <source>Damaged on the way</source>
            <translation>运输损坏</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Deadline</source>
            <translation>期限</translation>
        </message>
        <message>
            <source>Deadline typed</source>
            <translation>已填写期限</translation>
        </message>
        <message>
            <source>Decided: cancel, refund {amount}</source>
            <translation>决定：取消并退款 {amount}</translation>
        </message>
        <message>
            <source>Decided: cancel, refund {amount} later</source>
            <translation>决定：取消，稍后退款 {amount}</translation>
        </message>
        <message>
            <source>Decided: no refund, with a reason</source>
            <translation>决定：不退款（已写明原因）</translation>
        </message>
        <message>
            <source>Decided: recall the fulfilment</source>
            <translation>决定：召回发货请求</translation>
        </message>
        <message>
            <source>Decided: refund {amount}</source>
            <translation>决定：退款 {amount}</translation>
        </message>
        <message>
            <source>Decided: send the refund of {amount} again</source>
            <translation>决定：重新发送 {amount} 的退款</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>已签收</translation>
        </message>
        <message>
            <source>Delivered {day}</source>
            <translation>{day} 已签收</translation>
        </message>
        <message>
            <source>Demand the tracking number</source>
            <translation>要求提供运单号</translation>
        </message>
        <message>
            <source>Demanded</source>
            <translation>已索要</translation>
        </message>
        <message>
            <source>Demo clock: one day on</source>
            <translation>演示时钟：快进一天</translation>
        </message>
        <message>
            <source>Demo clock: one hour on</source>
            <translation>演示时钟：快进一小时</translation>
        </message>
        <message>
            <source>Demo clock: one week on</source>
            <translation>演示时钟：快进一周</translation>
        </message>
        <message>
            <source>Demo clock: {when}</source>
            <translation>演示时钟：{when}</translation>
        </message>
        <message>
            <source>Dev Dashboard app</source>
            <translation>Dev Dashboard 应用</translation>
        </message>
        <message>
            <source>Did you edit the listing?</source>
            <translation>您改过商品描述吗？</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>放弃</translation>
        </message>
        <message>
            <source>Discard the case</source>
            <translation>放弃此工单</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>已放弃</translation>
        </message>
        <message>
            <source>Disputable</source>
            <translation>可纠纷</translation>
        </message>
        <message>
            <source>Dispute</source>
            <translation>纠纷</translation>
        </message>
        <message>
            <source>Dispute lost</source>
            <translation>纠纷败诉</translation>
        </message>
        <message>
            <source>Dispute moved on</source>
            <translation>纠纷有进展</translation>
        </message>
        <message>
            <source>Dispute not open yet</source>
            <translation>纠纷尚未开放</translation>
        </message>
        <message>
            <source>Dispute open</source>
            <translation>纠纷进行中</translation>
        </message>
        <message>
            <source>Dispute opened</source>
            <translation>已发起纠纷</translation>
        </message>
        <message>
            <source>Dispute opens {day}</source>
            <translation>{day} 可发起纠纷</translation>
        </message>
        <message>
            <source>Dispute possible</source>
            <translation>可发起纠纷</translation>
        </message>
        <message>
            <source>Dispute settled</source>
            <translation>纠纷已和解</translation>
        </message>
        <message>
            <source>Dispute unchanged</source>
            <translation>纠纷无变化</translation>
        </message>
        <message>
            <source>Dispute window</source>
            <translation>纠纷期限</translation>
        </message>
        <message>
            <source>Dispute won</source>
            <translation>纠纷胜诉</translation>
        </message>
        <message>
            <source>Dispute: {stage}</source>
            <translation>纠纷：{stage}</translation>
        </message>
        <message>
            <source>Disputes</source>
            <translation>纠纷</translation>
        </message>
        <message>
            <source>Do it by hand in Shopify…</source>
            <translation>在 Shopify 手动处理…</translation>
        </message>
        <message>
            <source>Do not refund</source>
            <translation>不退款</translation>
        </message>
        <message>
            <source>Do not refund it…</source>
            <translation>不退这笔款…</translation>
        </message>
        <message>
            <source>Do not refund…</source>
            <translation>不退款…</translation>
        </message>
        <message>
            <source>Does not fit</source>
            <translation>尺码不合</translation>
        </message>
        <message>
            <source>Does {purchase} not belong to this order?</source>
            <translation>{purchase} 不属于此订单吗？</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Done by hand · not seen yet</source>
            <translation>已手动完成 · 尚未看到</translation>
        </message>
        <message>
            <source>Done by hand. Not seen yet.</source>
            <translation>已手动完成，尚未看到。</translation>
        </message>
        <message>
            <source>Done by hand. Not seen yet.
The next sync or export shows it.</source>
            <translation>已手动完成，尚未看到。
下次同步或导出文件会显示。</translation>
        </message>
        <message>
            <source>Done, but with another amount than planned.</source>
            <translation>已完成，但金额与计划不同。</translation>
        </message>
        <message>
            <source>Don’t cancel</source>
            <translation>不取消了</translation>
        </message>
        <message>
            <source>Don’t do it</source>
            <translation>不做了</translation>
        </message>
        <message>
            <source>Don’t refund</source>
            <translation>不退款了</translation>
        </message>
        <message>
            <source>Drop</source>
            <translation>不再需要</translation>
        </message>
        <message>
            <source>Drop the promise</source>
            <translation>不再需要这项承诺</translation>
        </message>
        <message>
            <source>Drop the purchase</source>
            <translation>放弃采购</translation>
        </message>
        <message>
            <source>Drop the unpaid purchase</source>
            <translation>放弃未付款的采购</translation>
        </message>
        <message>
            <source>DropDesk answers that for every order and leads you through it: supplier first, then Shopify.</source>
            <translation>DropDesk 逐单给出答案，并带您一步步完成：先供应商，再 Shopify。</translation>
        </message>
        <message>
            <source>DropDesk had no e-mail sent to {name}.</source>
            <translation>DropDesk 没有让 Shopify 给 {name} 发邮件。</translation>
        </message>
        <message>
            <source>DropDesk had no e-mail sent: it was to go with the refund</source>
            <translation>DropDesk 没有让 Shopify 发邮件：邮件本应随退款发出</translation>
        </message>
        <message>
            <source>DropDesk pays {amount} back to {name}, who keeps the parcel. {mail}</source>
            <translation>DropDesk 将退给 {name} {amount}，包裹由其保留。{mail}</translation>
        </message>
        <message>
            <source>DropDesk pays {amount} back to {name}. {mail}</source>
            <translation>DropDesk 将退给 {name} {amount}。{mail}</translation>
        </message>
        <message>
            <source>DropDesk reads their orders. It cancels and refunds only when you say so.</source>
            <translation>DropDesk 读取其订单；只有您确认后才会取消和退款。</translation>
        </message>
        <message>
            <source>DropDesk sees the decision in Shopify.</source>
            <translation>DropDesk 会在 Shopify 中看到裁决。</translation>
        </message>
        <message>
            <source>DropDesk sees the decision in Shopify: won, you decide anew; lost, cancel without refund.</source>
            <translation>DropDesk 会在 Shopify 中看到结果：胜诉则由您重新决定；败诉则取消订单且不退款。</translation>
        </message>
        <message>
            <source>DropDesk was closed. Nothing was changed.</source>
            <translation>DropDesk 已关闭，未作任何更改。</translation>
        </message>
        <message>
            <source>DropDesk {does}. {mail}</source>
            <translation>DropDesk 将{does}。{mail}</translation>
        </message>
        <message>
            <source>DropDesk, {date}</source>
            <translation>DropDesk 设定，{date}</translation>
        </message>
        <message>
            <source>Each number has a source and a date. Change it where you know better; the narrowest change wins.</source>
            <translation>每个数值都有来源和日期。您更清楚时可以修改；范围越小的修改越优先。</translation>
        </message>
        <message>
            <source>Earlier, or with a note…</source>
            <translation>更早，或加备注…</translation>
        </message>
        <message>
            <source>Edit {order} in the Shopify admin</source>
            <translation>在 Shopify 后台编辑 {order}</translation>
        </message>
        <message>
            <source>End not known</source>
            <translation>截止时间不明</translation>
        </message>
        <message>
            <source>Ended in your favor · how much?</source>
            <translation>判您胜诉 · 金额多少？</translation>
        </message>
        <message>
            <source>Every order number here ends in 0: a spreadsheet rounded them. Export again and do not open it there.</source>
            <translation>这里的订单号都以 0 结尾：被电子表格取整了。请重新导出，不要用电子表格打开。</translation>
        </message>
        <message>
            <source>Everything is done.</source>
            <translation>一切已完成。</translation>
        </message>
        <message>
            <source>Everything stays on this computer.</source>
            <translation>所有数据都保存在这台电脑上。</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>待到账</translation>
        </message>
        <message>
            <source>Exports (*.csv *.txt *.tsv);;All files (*)</source>
            <translation>导出文件 (*.csv *.txt *.tsv);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>File name:</source>
            <translation>文件名：</translation>
        </message>
        <message>
            <source>Files disagree on the total: which holds?</source>
            <translation>文件中的总额不一致：以哪个为准？</translation>
        </message>
        <message>
            <source>Files disagree on what a purchase cost: which holds?</source>
            <translation>各文件的采购价格不一致：以哪个为准？</translation>
        </message>
        <message>
            <source>Files of the same time name different prices of the purchase: {prices}.</source>
            <translation>同一时间的文件给出了不同的采购价格：{prices}。</translation>
        </message>
        <message>
            <source>Files of the same time name different prices: {prices}</source>
            <translation>同一时间的文件给出了不同的价格：{prices}</translation>
        </message>
        <message>
            <source>Files of the same time name different totals: {totals}</source>
            <translation>同一时间的文件给出了不同的总额：{totals}</translation>
        </message>
        <message>
            <source>Files of the same time name different totals: {totals}.</source>
            <translation>同一时间的文件给出了不同的总额：{totals}。</translation>
        </message>
        <message>
            <source>Fill in the client ID and the secret, or the access token.</source>
            <translation>请填写客户端 ID 和密钥，或访问令牌。</translation>
        </message>
        <message>
            <source>Fill in the store’s address.</source>
            <translation>请填写店铺地址。</translation>
        </message>
        <message>
            <source>Filter and sort</source>
            <translation>筛选与排序</translation>
        </message>
        <message>
            <source>Filter by verdict</source>
            <translation>按判定筛选</translation>
        </message>
        <message>
            <source>Filter: {verdict}</source>
            <translation>筛选：{verdict}</translation>
        </message>
        <message>
            <source>Find the items that are with the fulfilment service</source>
            <translation>找到已交给发货服务的商品</translation>
        </message>
        <message>
            <source>Fine, but wants money back</source>
            <translation>没问题，但想退款</translation>
        </message>
        <message>
            <source>First cancellation</source>
            <translation>首次取消</translation>
        </message>
        <message>
            <source>First order</source>
            <translation>首单</translation>
        </message>
        <message>
            <source>First scan</source>
            <translation>首次揽收</translation>
        </message>
        <message>
            <source>First scan seen</source>
            <translation>看到首次扫描</translation>
        </message>
        <message>
            <source>First seen {when}</source>
            <translation>首次发现于{when}</translation>
        </message>
        <message>
            <source>First the cancellation, then the refund, each checked.</source>
            <translation>先取消，再退款，每步都核对。</translation>
        </message>
        <message>
            <source>For Choice and other stores that ship in hours.</source>
            <translation>适用于 Choice 等按小时发货的店铺。</translation>
        </message>
        <message>
            <source>For all of it: {items}.</source>
            <translation>全部取消：{items}。</translation>
        </message>
        <message>
            <source>For {items}.</source>
            <translation>取消：{items}。</translation>
        </message>
        <message>
            <source>Forget the store</source>
            <translation>移除店铺</translation>
        </message>
        <message>
            <source>Forget {store}</source>
            <translation>移除 {store}</translation>
        </message>
        <message>
            <source>Forget {store}?</source>
            <translation>移除 {store}？</translation>
        </message>
        <message>
            <source>Forget…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Fraudulent order</source>
            <translation>欺诈订单</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>From own stock</source>
            <translation>自有库存发货</translation>
        </message>
        <message>
            <source>From the State Council’s notice</source>
            <translation>来自国务院通知</translation>
        </message>
        <message>
            <source>From your file</source>
            <translation>来自您的文件</translation>
        </message>
        <message>
            <source>From {low} to {most}.</source>
            <translation>请输入 {low} 到 {most}。</translation>
        </message>
        <message>
            <source>From {supplier}</source>
            <translation>来自 {supplier}</translation>
        </message>
        <message>
            <source>Fulfilled in Shopify.</source>
            <translation>已在 Shopify 履约。</translation>
        </message>
        <message>
            <source>Fulfilled since then · has it shipped?</source>
            <translation>之后已履约 · 发货了吗？</translation>
        </message>
        <message>
            <source>Full</source>
            <translation>全额</translation>
        </message>
        <message>
            <source>General</source>
            <translation>常规</translation>
        </message>
        <message>
            <source>Give a reason first: it stays in the record.</source>
            <translation>请先写理由：会留在记录里。</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续处理</translation>
        </message>
        <message>
            <source>Go on with {supplier}</source>
            <translation>继续处理 {supplier}</translation>
        </message>
        <message>
            <source>Go on without buying again</source>
            <translation>不重新采购，继续</translation>
        </message>
        <message>
            <source>Go on…</source>
            <translation>继续处理…</translation>
        </message>
        <message>
            <source>Goodwill without a typed reason: at most, of the payment</source>
            <translation>无需填写理由的补偿上限（占付款比例）</translation>
        </message>
        <message>
            <source>Guide, {date}</source>
            <translation>指南，{date}</translation>
        </message>
        <message>
            <source>Hardly. Look at the customer’s history; a part of the money often settles it.</source>
            <translation>不太合理。看看客户的历史；退一部分往往就能解决。</translation>
        </message>
        <message>
            <source>Help anyway, they will be grateful. Ask the supplier how they handle sizes.</source>
            <translation>还是帮一把，客户会感激。问问供应商如何处理尺码问题。</translation>
        </message>
        <message>
            <source>How many of them? The rest is still open.</source>
            <translation>其中几件？其余的仍未发货。</translation>
        </message>
        <message>
            <source>How much do they pay back?</source>
            <translation>对方退多少？</translation>
        </message>
        <message>
            <source>How much has arrived?</source>
            <translation>到账多少？</translation>
        </message>
        <message>
            <source>I accept the loss</source>
            <translation>我接受损失</translation>
        </message>
        <message>
            <source>I demanded the number</source>
            <translation>我已索要运单号</translation>
        </message>
        <message>
            <source>I did it</source>
            <translation>我已完成</translation>
        </message>
        <message>
            <source>I dropped it</source>
            <translation>我已放弃采购</translation>
        </message>
        <message>
            <source>I dropped the purchase</source>
            <translation>我放弃了这笔采购</translation>
        </message>
        <message>
            <source>I know when it was opened</source>
            <translation>我知道开启时间</translation>
        </message>
        <message>
            <source>I looked just now</source>
            <translation>我刚刚看过</translation>
        </message>
        <message>
            <source>I opened a dispute</source>
            <translation>我已发起纠纷</translation>
        </message>
        <message>
            <source>I sent it back</source>
            <translation>我已寄回</translation>
        </message>
        <message>
            <source>If it is, it may still ship. Nothing goes to Shopify before you say.</source>
            <translation>如果是，货可能仍会发出。在您确认之前，不会向 Shopify 发送任何操作。</translation>
        </message>
        <message>
            <source>If you refund now</source>
            <translation>如果现在退款</translation>
        </message>
        <message>
            <source>Import %n rows</source>
            <translation>导入 %n 行</translation>
        </message>
        <message>
            <source>Import an export, or connect a store.</source>
            <translation>请导入导出文件，或连接店铺。</translation>
        </message>
        <message>
            <source>Import an export…</source>
            <translation>导入导出文件…</translation>
        </message>
        <message>
            <source>Import files</source>
            <translation>导入文件</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>已导入</translation>
        </message>
        <message>
            <source>Importing…</source>
            <translation>正在导入…</translation>
        </message>
        <message>
            <source>In dispute</source>
            <translation>纠纷中</translation>
        </message>
        <message>
            <source>In dispute · hardly to be won</source>
            <translation>纠纷中 · 胜算不大</translation>
        </message>
        <message>
            <source>In dispute · no scan so far</source>
            <translation>纠纷中 · 尚无扫描记录</translation>
        </message>
        <message>
            <source>In dispute · opened when?</source>
            <translation>纠纷中 · 何时开启的？</translation>
        </message>
        <message>
            <source>In dispute · you should win</source>
            <translation>纠纷中 · 您应胜诉</translation>
        </message>
        <message>
            <source>In part</source>
            <translation>部分取消</translation>
        </message>
        <message>
            <source>Is it reasonable?</source>
            <translation>合理吗？</translation>
        </message>
        <message>
            <source>It awaits payment</source>
            <translation>等待付款</translation>
        </message>
        <message>
            <source>It came back</source>
            <translation>包裹已退回</translation>
        </message>
        <message>
            <source>It came in with another order of this purchase</source>
            <translation>随这笔采购的另一个订单一起到账</translation>
        </message>
        <message>
            <source>It cannot be undone.</source>
            <translation>无法撤销。</translation>
        </message>
        <message>
            <source>It changed…</source>
            <translation>有变化…</translation>
        </message>
        <message>
            <source>It closed by itself</source>
            <translation>已自动关闭</translation>
        </message>
        <message>
            <source>It comes out of your own pocket. What was paid is unknown here: write why it is that much.</source>
            <translation>这笔钱由您自己承担。这里不知道客户付了多少：请写明为什么退这么多。</translation>
        </message>
        <message>
            <source>It cost {amount}</source>
            <translation>价格是 {amount}</translation>
        </message>
        <message>
            <source>It depends on two days: when it was opened, and when the parcel was first scanned.</source>
            <translation>取决于两个日期：纠纷开启日和包裹首次扫描日。</translation>
        </message>
        <message>
            <source>It does not show it yet.</source>
            <translation>但还没有显示。</translation>
        </message>
        <message>
            <source>It ended in your favor, no amount told</source>
            <translation>判您胜诉，没有说明金额</translation>
        </message>
        <message>
            <source>It fell through</source>
            <translation>没有谈成</translation>
        </message>
        <message>
            <source>It gave the items back</source>
            <translation>它交还了商品</translation>
        </message>
        <message>
            <source>It has arrived</source>
            <translation>已经送达</translation>
        </message>
        <message>
            <source>It has arrived.
Only a refund is left.</source>
            <translation>货已送达。
只剩退款可选。</translation>
        </message>
        <message>
            <source>It has arrived…</source>
            <translation>已到账…</translation>
        </message>
        <message>
            <source>It is cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>It is cancelled: the supplier agreed</source>
            <translation>已取消：供应商同意了</translation>
        </message>
        <message>
            <source>It is delivered</source>
            <translation>已签收</translation>
        </message>
        <message>
            <source>It is not there after all</source>
            <translation>其实没有</translation>
        </message>
        <message>
            <source>It is on its way</source>
            <translation>包裹在途中</translation>
        </message>
        <message>
            <source>It is on its way.</source>
            <translation>包裹在途中。</translation>
        </message>
        <message>
            <source>It is paid</source>
            <translation>已付款</translation>
        </message>
        <message>
            <source>It is paid, not shipped</source>
            <translation>已付款，未发货</translation>
        </message>
        <message>
            <source>It is sent back.
Wait until it arrives, then for the money.</source>
            <translation>已寄回。
等对方签收，然后等退款。</translation>
        </message>
        <message>
            <source>It is shipped</source>
            <translation>已发货</translation>
        </message>
        <message>
            <source>It is taken off the order, and is not linked again by itself. The timeline tells of it.</source>
            <translation>它会从订单移除，不会再自动关联。时间线会记录。</translation>
        </message>
        <message>
            <source>It is written down and goes out next. Nothing has happened in Shopify.</source>
            <translation>已记录，稍后发出。Shopify 里还没有任何变化。</translation>
        </message>
        <message>
            <source>It lapsed unpaid</source>
            <translation>未付款已失效</translation>
        </message>
        <message>
            <source>It may have happened. Nothing is ever sent twice by itself: look.</source>
            <translation>可能已经生效。绝不会自动重发：请查看。</translation>
        </message>
        <message>
            <source>It means</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>It names a shipping deadline</source>
            <translation>页面写明发货期限</translation>
        </message>
        <message>
            <source>It refused</source>
            <translation>它拒绝了</translation>
        </message>
        <message>
            <source>It refused, or did not answer for a day</source>
            <translation>它拒绝了，或一天没有答复</translation>
        </message>
        <message>
            <source>It says less than is known: fewer shipped, less refunded, or not cancelled. Nothing was taken back.</source>
            <translation>文件内容少于已知情况：发货更少、退款更少或未取消。已知情况保持不变。</translation>
        </message>
        <message>
            <source>It serves</source>
            <translation>对应的商品</translation>
        </message>
        <message>
            <source>It stands here twice.</source>
            <translation>此处重复出现。</translation>
        </message>
        <message>
            <source>It stays in the record.</source>
            <translation>会留在记录里。</translation>
        </message>
        <message>
            <source>It stays linked</source>
            <translation>仍保持关联</translation>
        </message>
        <message>
            <source>It tells nothing newer than what is known.</source>
            <translation>其中没有比已知更新的内容。</translation>
        </message>
        <message>
            <source>It was blocked as a test of stolen cards.</source>
            <translation>被当作盗刷试卡而拦截。</translation>
        </message>
        <message>
            <source>It was never paid</source>
            <translation>从未付款</translation>
        </message>
        <message>
            <source>It was not asked</source>
            <translation>并没有请求</translation>
        </message>
        <message>
            <source>It was not done</source>
            <translation>没有完成</translation>
        </message>
        <message>
            <source>It was not sent again.</source>
            <translation>没有重新发送。</translation>
        </message>
        <message>
            <source>It was scanned on its way elsewhere.
That is no scan: ask the supplier.</source>
            <translation>包裹在发往别处的途中被扫描。
这不算数：请询问供应商。</translation>
        </message>
        <message>
            <source>It was shipped</source>
            <translation>已经发货</translation>
        </message>
        <message>
            <source>It was shipped after all</source>
            <translation>结果还是发货了</translation>
        </message>
        <message>
            <source>It was to go with the refund. Write to {name} if nobody has.</source>
            <translation>邮件本应随退款发出。如果还没有人告知 {name}，请写信说明。</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>商品</translation>
        </message>
        <message>
            <source>Items back: {item}</source>
            <translation>取消的商品：{item}</translation>
        </message>
        <message>
            <source>Items unavailable</source>
            <translation>商品缺货</translation>
        </message>
        <message>
            <source>Its national holidays are no bank days. They move the refund clock only.</source>
            <translation>该国法定假日不算银行营业日，仅影响退款时限。</translation>
        </message>
        <message>
            <source>Its page</source>
            <translation>它的页面</translation>
        </message>
        <message>
            <source>Its purchase was unlinked from {order}</source>
            <translation>其采购单已从 {order} 取消关联</translation>
        </message>
        <message>
            <source>Its token is deleted from the keyring. Orders and cases stay here; nothing changes in Shopify.</source>
            <translation>将从密钥环中删除其令牌。订单和工单保留在本机；Shopify 中不会有任何变化。</translation>
        </message>
        <message>
            <source>Keep the {amount}?</source>
            <translation>不退这 {amount}？</translation>
        </message>
        <message>
            <source>Keep this date</source>
            <translation>保存此日期</translation>
        </message>
        <message>
            <source>Keep what was paid?</source>
            <translation>不退还已付款项？</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>已兑现</translation>
        </message>
        <message>
            <source>Keyring</source>
            <translation>密钥环</translation>
        </message>
        <message>
            <source>Keyring settings</source>
            <translation>密钥环设置</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Kind of file:</source>
            <translation>文件类型：</translation>
        </message>
        <message>
            <source>Known from a file only: look into Shopify first.</source>
            <translation>仅来自文件：请先到 Shopify 查看。</translation>
        </message>
        <message>
            <source>Label made · no scan yet</source>
            <translation>已出面单 · 尚无揽收</translation>
        </message>
        <message>
            <source>Label made, no scan</source>
            <translation>已出面单，无揽收</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Language: {name}</source>
            <translation>语言：{name}</translation>
        </message>
        <message>
            <source>Lapsed unpaid</source>
            <translation>未付款已失效</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>稍后</translation>
        </message>
        <message>
            <source>Leave it empty if you do not know it yet.</source>
            <translation>还不知道就留空。</translation>
        </message>
        <message>
            <source>Leave it open</source>
            <translation>暂不选择</translation>
        </message>
        <message>
            <source>Left of this order</source>
            <translation>此订单剩余</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Limit the loss</source>
            <translation>减少损失</translation>
        </message>
        <message>
            <source>Link a purchase</source>
            <translation>关联采购单</translation>
        </message>
        <message>
            <source>Link a purchase…</source>
            <translation>关联采购单…</translation>
        </message>
        <message>
            <source>Link it</source>
            <translation>关联</translation>
        </message>
        <message>
            <source>Link the purchase</source>
            <translation>关联采购单</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>关联…</translation>
        </message>
        <message>
            <source>Load a calendar file</source>
            <translation>载入日历文件</translation>
        </message>
        <message>
            <source>Load a calendar file…</source>
            <translation>载入日历文件…</translation>
        </message>
        <message>
            <source>Lock overridden; possible loss unknown</source>
            <translation>已解除锁定；可能的损失未知</translation>
        </message>
        <message>
            <source>Lock overridden; possible loss {amount}</source>
            <translation>已解除锁定；可能损失 {amount}</translation>
        </message>
        <message>
            <source>Locked.</source>
            <translation>已锁定。</translation>
        </message>
        <message>
            <source>Locks on money</source>
            <translation>资金保护</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>再看一次</translation>
        </message>
        <message>
            <source>Look again when a request stays unanswered for</source>
            <translation>申请无答复，超过此时间需再查看</translation>
        </message>
        <message>
            <source>Look again {when}.</source>
            <translation>再次查看：{when}。</translation>
        </message>
        <message>
            <source>Look at it</source>
            <translation>查看内容</translation>
        </message>
        <message>
            <source>Look at the order in Shopify: what does it show? Until you say, nothing is taken back.</source>
            <translation>请在 Shopify 中查看该订单：显示的是什么？在您说明之前，不会撤销任何已知内容。</translation>
        </message>
        <message>
            <source>Look at the order page</source>
            <translation>查看订单页面</translation>
        </message>
        <message>
            <source>Look at the purchase once more first: what you saw is over 15 minutes old.</source>
            <translation>请先再看一次采购单：上次查看已超过 15 分钟。</translation>
        </message>
        <message>
            <source>Look before you click</source>
            <translation>操作前请先查看</translation>
        </message>
        <message>
            <source>Look in the admin first, then tick that you looked.</source>
            <translation>请先到后台查看，再勾选已查看。</translation>
        </message>
        <message>
            <source>Look in:</source>
            <translation>查找位置：</translation>
        </message>
        <message>
            <source>Look once more: it must still be so</source>
            <translation>再看一次：情况必须没变</translation>
        </message>
        <message>
            <source>Looked in Shopify, done: {what}</source>
            <translation>已在 Shopify 查看，已完成：{what}</translation>
        </message>
        <message>
            <source>Looked in Shopify, not there yet: {what}</source>
            <translation>已在 Shopify 查看，尚未出现：{what}</translation>
        </message>
        <message>
            <source>Looked in Shopify: it is as the file says: {what}</source>
            <translation>已在 Shopify 查看：与文件一致：{what}</translation>
        </message>
        <message>
            <source>Looked in Shopify: what was known before stands; the file said: {what}</source>
            <translation>已在 Shopify 查看：以先前已知的为准；文件称：{what}</translation>
        </message>
        <message>
            <source>Looked in the admin: done</source>
            <translation>已在后台查看：已完成</translation>
        </message>
        <message>
            <source>Looked in the admin: not done</source>
            <translation>已在后台查看：未完成</translation>
        </message>
        <message>
            <source>Looked in the admin: the fulfilment service did not give it back</source>
            <translation>已在后台查看：仓配服务没有交还</translation>
        </message>
        <message>
            <source>Looked in the admin: the fulfilment service gave it back</source>
            <translation>已在后台查看：仓配服务已交还</translation>
        </message>
        <message>
            <source>Looked just now: Shopify does not show it yet.</source>
            <translation>刚刚已查看：Shopify 尚未显示。</translation>
        </message>
        <message>
            <source>Looked just now: Shopify does not show it. A look counts from {time}.</source>
            <translation>刚刚已查看：Shopify 尚未显示。{time} 起的查看才作数。</translation>
        </message>
        <message>
            <source>Looked twice: Shopify has not cancelled it. Decide again.</source>
            <translation>看了两次：Shopify 没有取消。请重新决定。</translation>
        </message>
        <message>
            <source>Looked {when}: not cancelled. One more look decides.</source>
            <translation>{when}查看：未取消。再查看一次即可确定。</translation>
        </message>
        <message>
            <source>Looked · still unclear</source>
            <translation>看过 · 仍不清楚</translation>
        </message>
        <message>
            <source>Looked: no number in time</source>
            <translation>已查看：按时未给运单号</translation>
        </message>
        <message>
            <source>Looked: no scan</source>
            <translation>已查看：无揽收</translation>
        </message>
        <message>
            <source>Looked: not shipped</source>
            <translation>已查看：未发货</translation>
        </message>
        <message>
            <source>Looked: unchanged</source>
            <translation>已查看：没有变化</translation>
        </message>
        <message>
            <source>Looked: {state}</source>
            <translation>已查看：{state}</translation>
        </message>
        <message>
            <source>Loss accepted</source>
            <translation>已承担损失</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>Lost at {supplier}</source>
            <translation>在 {supplier} 的损失</translation>
        </message>
        <message>
            <source>Lost or withdrawn</source>
            <translation>败诉或撤回</translation>
        </message>
        <message>
            <source>Make sure that nobody is packing them.</source>
            <translation>请确认没有人在打包。</translation>
        </message>
        <message>
            <source>Meaning of {word}</source>
            <translation>“{word}”的含义</translation>
        </message>
        <message>
            <source>Message sent</source>
            <translation>已发送留言</translation>
        </message>
        <message>
            <source>Message sent to the supplier</source>
            <translation>已发消息给供应商</translation>
        </message>
        <message>
            <source>Message to the supplier</source>
            <translation>给供应商的留言</translation>
        </message>
        <message>
            <source>Money</source>
            <translation>款项</translation>
        </message>
        <message>
            <source>Money and goods may both be lost.</source>
            <translation>钱和货都可能损失。</translation>
        </message>
        <message>
            <source>Money is owed again for this cancelled order.</source>
            <translation>这个已取消的订单又有款项需要退还。</translation>
        </message>
        <message>
            <source>Money out</source>
            <translation>待收款</translation>
        </message>
        <message>
            <source>Money went back in Shopify meanwhile. Nothing was sent: look at the new amounts.</source>
            <translation>期间 Shopify 中已有退款。未发送任何操作：请查看新的金额。</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>More actions, Cancel order</source>
            <translation>更多操作 → 取消订单</translation>
        </message>
        <message>
            <source>More was stopped than was wished.
Reorder the rest, or refund.</source>
            <translation>停止的比要求取消的多。
其余请重新下单或退款。</translation>
        </message>
        <message>
            <source>More was stopped · reorder or refund</source>
            <translation>多拦了几件 · 重新下单或退款</translation>
        </message>
        <message>
            <source>Must ship by</source>
            <translation>发货截止</translation>
        </message>
        <message>
            <source>Needs no purchase</source>
            <translation>无需采购</translation>
        </message>
        <message>
            <source>Never in a file.</source>
            <translation>绝不写入文件。</translation>
        </message>
        <message>
            <source>Never refund now.</source>
            <translation>现在切勿退款。</translation>
        </message>
        <message>
            <source>Next order</source>
            <translation>下一个订单</translation>
        </message>
        <message>
            <source>Next: demand the tracking number.</source>
            <translation>下一步：索要运单号。</translation>
        </message>
        <message>
            <source>No</source>
            <translation>不是</translation>
        </message>
        <message>
            <source>No answer came in time. Nobody knows yet whether it was done: look.</source>
            <translation>没有按时收到答复，还不知道是否完成：请查看。</translation>
        </message>
        <message>
            <source>No answer in time: look now</source>
            <translation>到期未答复：请现在查看</translation>
        </message>
        <message>
            <source>No answer is needed</source>
            <translation>不需要答复</translation>
        </message>
        <message>
            <source>No answer to the recall for a day. Refund items instead.</source>
            <translation>召回一天没有答复。请改退商品款。</translation>
        </message>
        <message>
            <source>No answer, and still open.
Ask again.</source>
            <translation>没有答复，仍可取消。
请再次联系。</translation>
        </message>
        <message>
            <source>No answer, still open · ask again</source>
            <translation>无答复 · 请再次联系</translation>
        </message>
        <message>
            <source>No chargeback is open</source>
            <translation>没有进行中的拒付</translation>
        </message>
        <message>
            <source>No chargeback waits any more. Look at the newest state.</source>
            <translation>已没有待处理的拒付。请查看最新状态。</translation>
        </message>
        <message>
            <source>No clear answer came.</source>
            <translation>没有收到明确答复。</translation>
        </message>
        <message>
            <source>No clear answer, not known yet: {what}</source>
            <translation>没有明确答复，尚不清楚：{what}</translation>
        </message>
        <message>
            <source>No fulfilment request can be recalled any more. Look at the order in Shopify.</source>
            <translation>已没有可召回的发货请求。请在 Shopify 查看订单。</translation>
        </message>
        <message>
            <source>No key without Ctrl ever acts outside this app.</source>
            <translation>不按 Ctrl 的按键绝不会对外执行任何操作。</translation>
        </message>
        <message>
            <source>No money goes back.</source>
            <translation>不退款。</translation>
        </message>
        <message>
            <source>No money was received, or all of it went back: none is refunded.</source>
            <translation>没有收到款，或已全部退回：不再退款。</translation>
        </message>
        <message>
            <source>No more goes back.</source>
            <translation>不再退款。</translation>
        </message>
        <message>
            <source>No number yet</source>
            <translation>还没有运单号</translation>
        </message>
        <message>
            <source>No order fits</source>
            <translation>没有符合的订单</translation>
        </message>
        <message>
            <source>No orders yet</source>
            <translation>还没有订单</translation>
        </message>
        <message>
            <source>No proof of shipping in time · look</source>
            <translation>逾期无发货证明 · 请查看</translation>
        </message>
        <message>
            <source>No proof of shipping in time.
Open a dispute.</source>
            <translation>逾期无发货证明。
请发起纠纷。</translation>
        </message>
        <message>
            <source>No proof of shipping · ask again</source>
            <translation>无发货证明 · 再次联系</translation>
        </message>
        <message>
            <source>No purchase linked</source>
            <translation>未关联采购单</translation>
        </message>
        <message>
            <source>No purchase of yours fits. Paste its number, or import an AliExpress export first.</source>
            <translation>没有合适的采购单。请粘贴订单号，或先导入速卖通导出文件。</translation>
        </message>
        <message>
            <source>No purchase serves these items.</source>
            <translation>这些商品没有对应的采购单。</translation>
        </message>
        <message>
            <source>No reason given</source>
            <translation>没有说明理由</translation>
        </message>
        <message>
            <source>No scan in time</source>
            <translation>到期没有扫描</translation>
        </message>
        <message>
            <source>No scan shows so far that it was sent. Sent after that day, you should win.</source>
            <translation>目前没有扫描记录表明已发货。如果在那天之后才发货，您应胜诉。</translation>
        </message>
        <message>
            <source>No scan yet</source>
            <translation>还没有扫描</translation>
        </message>
        <message>
            <source>No store is connected</source>
            <translation>尚未连接店铺</translation>
        </message>
        <message>
            <source>No store is connected for this order. Connect it, or do it by hand in Shopify.</source>
            <translation>此订单未连接店铺。请连接，或在 Shopify 手动处理。</translation>
        </message>
        <message>
            <source>No store is connected: do it in Shopify by hand.</source>
            <translation>未连接店铺：请在 Shopify 手动处理。</translation>
        </message>
        <message>
            <source>No supplier owes you money</source>
            <translation>没有供应商欠您款项</translation>
        </message>
        <message>
            <source>No, I did not</source>
            <translation>没改过</translation>
        </message>
        <message>
            <source>Nobody asked · reorder or refund</source>
            <translation>无人要求取消 · 重新下单或退款</translation>
        </message>
        <message>
            <source>Nobody is e-mailed.</source>
            <translation>不发送邮件。</translation>
        </message>
        <message>
            <source>Nobody is waited for</source>
            <translation>没有等待中的订单</translation>
        </message>
        <message>
            <source>Nobody knows for sure.
Look at the order page.</source>
            <translation>情况无法确定。
请查看订单页面。</translation>
        </message>
        <message>
            <source>Nobody knows what some purchase cost</source>
            <translation>有采购单的成本未知</translation>
        </message>
        <message>
            <source>Nobody knows what was bought.
Link it, or say nothing was.</source>
            <translation>不知道采购了什么。
请关联，或说明没有采购。</translation>
        </message>
        <message>
            <source>Nobody said yet why {customer} wants to cancel.</source>
            <translation>还没有说明 {customer} 为什么想取消。</translation>
        </message>
        <message>
            <source>Nobody tells how much the bank took, on top of what you refunded</source>
            <translation>除您已退的款以外，银行拿走多少没有人说明</translation>
        </message>
        <message>
            <source>Nobody told what was paid. Look in Shopify what is owed.</source>
            <translation>付款金额未知。请在 Shopify 中查看应退多少。</translation>
        </message>
        <message>
            <source>Nobody’s fault but the customer’s. Help anyway.</source>
            <translation>只是客户的问题，但还是帮一把。</translation>
        </message>
        <message>
            <source>Not as described</source>
            <translation>与描述不符</translation>
        </message>
        <message>
            <source>Not asked</source>
            <translation>未申请取消</translation>
        </message>
        <message>
            <source>Not finished yet</source>
            <translation>尚未完成</translation>
        </message>
        <message>
            <source>Not happy with it</source>
            <translation>不满意</translation>
        </message>
        <message>
            <source>Not kept</source>
            <translation>未兑现</translation>
        </message>
        <message>
            <source>Not known yet</source>
            <translation>结果未知</translation>
        </message>
        <message>
            <source>Not linked</source>
            <translation>未关联</translation>
        </message>
        <message>
            <source>Not needed</source>
            <translation>不需要</translation>
        </message>
        <message>
            <source>Not needed.</source>
            <translation>不需要。</translation>
        </message>
        <message>
            <source>Not paid at the supplier.
Drop the purchase, then cancel.</source>
            <translation>尚未向供应商付款。
放弃采购，然后取消。</translation>
        </message>
        <message>
            <source>Not paid yet · you can drop it</source>
            <translation>未付款 · 可以放弃</translation>
        </message>
        <message>
            <source>Not paid · it lapses by itself</source>
            <translation>未付款 · 将自动失效</translation>
        </message>
        <message>
            <source>Not recalled · the fulfilment service keeps it</source>
            <translation>未召回 · 商品仍在仓配服务处</translation>
        </message>
        <message>
            <source>Not recognised: neither a Shopify nor an AliExpress export.</source>
            <translation>无法识别：既不是 Shopify 导出，也不是速卖通导出。</translation>
        </message>
        <message>
            <source>Not refunded</source>
            <translation>未退款</translation>
        </message>
        <message>
            <source>Not refunded: {items}.</source>
            <translation>不退款：{items}。</translation>
        </message>
        <message>
            <source>Not saved yet: press “Continue”.</source>
            <translation>尚未保存：请点击“继续”。</translation>
        </message>
        <message>
            <source>Not saved yet: say whether you edited the listing, then press “Continue”.</source>
            <translation>尚未保存：请先说明是否改过商品描述，再点击“继续”。</translation>
        </message>
        <message>
            <source>Not seen yet</source>
            <translation>尚未看到</translation>
        </message>
        <message>
            <source>Not sent yet</source>
            <translation>尚未发出</translation>
        </message>
        <message>
            <source>Not shipped in time</source>
            <translation>未按时发货</translation>
        </message>
        <message>
            <source>Not shipped yet.
The supplier must agree.</source>
            <translation>尚未发货，
需供应商同意。</translation>
        </message>
        <message>
            <source>Not shipped · closes itself soon</source>
            <translation>未发货 · 即将自动关闭</translation>
        </message>
        <message>
            <source>Not shipped · window not started</source>
            <translation>未发货 · 尚未起算</translation>
        </message>
        <message>
            <source>Not shipped, and time is nearly up.
Never press “Extend time”.</source>
            <translation>尚未发货，时限将至。
切勿点“延长时间”。</translation>
        </message>
        <message>
            <source>Not synced yet</source>
            <translation>尚未同步</translation>
        </message>
        <message>
            <source>Not the first time</source>
            <translation>不是第一次</translation>
        </message>
        <message>
            <source>Not this purchase</source>
            <translation>不是这张采购单</translation>
        </message>
        <message>
            <source>Not this purchase: {number}…</source>
            <translation>不是这张采购单：{number}…</translation>
        </message>
        <message>
            <source>Not true</source>
            <translation>不属实</translation>
        </message>
        <message>
            <source>Not understood ({code}).</source>
            <translation>无法理解（{code}）。</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Nothing can be refunded now: accept the loss first, or wait until it is here.</source>
            <translation>现在不能退款：请先接受损失，或等商品送达。</translation>
        </message>
        <message>
            <source>Nothing goes back.</source>
            <translation>不退款。</translation>
        </message>
        <message>
            <source>Nothing had to be taken back</source>
            <translation>没有需要撤回的申请</translation>
        </message>
        <message>
            <source>Nothing here has all of that.</source>
            <translation>没有订单同时满足这些条件。</translation>
        </message>
        <message>
            <source>Nothing is asked that {name} keeps.</source>
            <translation>没有申请取消{name}要保留的商品。</translation>
        </message>
        <message>
            <source>Nothing is closed yet</source>
            <translation>还没有已结束的订单</translation>
        </message>
        <message>
            <source>Nothing is known of this customer yet.</source>
            <translation>还没有这位客户的记录。</translation>
        </message>
        <message>
            <source>Nothing is left</source>
            <translation>没有待办事项</translation>
        </message>
        <message>
            <source>Nothing is left to do, and no case was opened.</source>
            <translation>没有待办事项，也没有新建过工单。</translation>
        </message>
        <message>
            <source>Nothing is left: {amount} is on its way back already.</source>
            <translation>没有余额：{amount} 已在退款途中。</translation>
        </message>
        <message>
            <source>Nothing is lost</source>
            <translation>没有损失</translation>
        </message>
        <message>
            <source>Nothing is sent yet: the order is read once more first.</source>
            <translation>还没有发送：先再读取一次订单。</translation>
        </message>
        <message>
            <source>Nothing is sent. Money from suppliers stays expected, and alarms still ring.</source>
            <translation>不会发送任何内容。供应商应退的款继续跟踪，警报照常。</translation>
        </message>
        <message>
            <source>Nothing new: close</source>
            <translation>没有新内容：关闭</translation>
        </message>
        <message>
            <source>Nothing ordered</source>
            <translation>未采购</translation>
        </message>
        <message>
            <source>Nothing ships any more</source>
            <translation>不会再发货</translation>
        </message>
        <message>
            <source>Nothing ships from here.</source>
            <translation>这里不会发货。</translation>
        </message>
        <message>
            <source>Nothing to ask</source>
            <translation>不用申请</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>没有待办</translation>
        </message>
        <message>
            <source>Nothing to do but wait.</source>
            <translation>只需等待。</translation>
        </message>
        <message>
            <source>Nothing to stop at the supplier.
Cancel in Shopify.</source>
            <translation>供应商那边无需拦截。
请在 Shopify 中取消。</translation>
        </message>
        <message>
            <source>Nothing to stop at the supplier.
Shopify only refunds items.</source>
            <translation>供应商那边无需拦截。
Shopify 只能退商品款。</translation>
        </message>
        <message>
            <source>Nothing was done in Shopify.</source>
            <translation>Shopify 里没有任何操作。</translation>
        </message>
        <message>
            <source>Nothing was ordered</source>
            <translation>没有采购</translation>
        </message>
        <message>
            <source>Nothing was ordered for it</source>
            <translation>没有为它采购</translation>
        </message>
        <message>
            <source>Nothing was paid, nothing ships.</source>
            <translation>没付款，不会发货。</translation>
        </message>
        <message>
            <source>Nothing was paid, so nothing can go back.</source>
            <translation>没有付款，没有可退的款项。</translation>
        </message>
        <message>
            <source>Nothing was paid, so nothing is refunded: edit the order and remove these items.</source>
            <translation>没有付款，也就不用退款：编辑订单并移除这些商品。</translation>
        </message>
        <message>
            <source>Nothing was sent. {words}</source>
            <translation>未发送任何操作。{words}</translation>
        </message>
        <message>
            <source>Nothing was sent: Shopify could not be reached. Check the connection, then decide again.</source>
            <translation>什么都没有发出：无法连接 Shopify。请检查网络，然后重新决定。</translation>
        </message>
        <message>
            <source>Nothing was sent: decide again.</source>
            <translation>没有发送任何内容：请重新决定。</translation>
        </message>
        <message>
            <source>Nothing was sent: {what}</source>
            <translation>没有发送：{what}</translation>
        </message>
        <message>
            <source>Nothing was sent: {what}. {why}</source>
            <translation>没有发送：{what}。{why}</translation>
        </message>
        <message>
            <source>Nothing will ship.
Finish it in Shopify.</source>
            <translation>不会发货了。
请在 Shopify 中完成。</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>还没有答复</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>有单号</translation>
        </message>
        <message>
            <source>Number demanded</source>
            <translation>已索要运单号</translation>
        </message>
        <message>
            <source>Number given</source>
            <translation>已给运单号</translation>
        </message>
        <message>
            <source>Number given {day} · no scan yet</source>
            <translation>{day} 给出单号 · 尚无揽收</translation>
        </message>
        <message>
            <source>Number given · no scan yet</source>
            <translation>已给单号 · 尚无揽收</translation>
        </message>
        <message>
            <source>Number of the new purchase</source>
            <translation>新采购单号</translation>
        </message>
        <message>
            <source>Number, no scan</source>
            <translation>有单号，无揽收</translation>
        </message>
        <message>
            <source>Of an app made before 2026; begins with shpat_.</source>
            <translation>2026 年前创建的应用的令牌，以 shpat_ 开头。</translation>
        </message>
        <message>
            <source>Of the shared purchase, only this order’s part</source>
            <translation>共用采购中，只涉及本订单的部分</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>离线</translation>
        </message>
        <message>
            <source>Often. Say honestly how long it takes; many wait. Else ask before it ships.</source>
            <translation>多半合理。如实说明还要多久，很多人愿意等；否则趁没发货请求。</translation>
        </message>
        <message>
            <source>Old history never asks for you after</source>
            <translation>超过此时间的旧订单不再提醒</translation>
        </message>
        <message>
            <source>Older than what is known already, but it tells what stays true: shipped, delivered or closed.</source>
            <translation>比已知信息旧，但它说的事不会再变：已发货、已送达或已关闭。</translation>
        </message>
        <message>
            <source>On its way to the customer</source>
            <translation>正在退给客户</translation>
        </message>
        <message>
            <source>One entry for each token. Never in a file, a log or a report.</source>
            <translation>每个令牌一个条目；绝不写入文件、日志或报告。</translation>
        </message>
        <message>
            <source>One less: {name}</source>
            <translation>减一：{name}</translation>
        </message>
        <message>
            <source>One more: {name}</source>
            <translation>加一：{name}</translation>
        </message>
        <message>
            <source>One part of the order is asked to stop, another was not taken. Look at the order in Shopify.</source>
            <translation>订单的一部分已请求停止发货，另一部分未被受理。请在 Shopify 查看该订单。</translation>
        </message>
        <message>
            <source>Only where it is unfulfilled.</source>
            <translation>仅限未发货的订单。</translation>
        </message>
        <message>
            <source>Only {items} is wished: ask again for that, or the rest stops, too.</source>
            <translation>客户只想取消 {items}：请重新申请，否则其余商品也会停止发货。</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open Dev Dashboard</source>
            <translation>打开 Dev Dashboard</translation>
        </message>
        <message>
            <source>Open Shopify</source>
            <translation>打开 Shopify</translation>
        </message>
        <message>
            <source>Open a case all the same</source>
            <translation>仍要新建工单</translation>
        </message>
        <message>
            <source>Open a dispute</source>
            <translation>发起纠纷</translation>
        </message>
        <message>
            <source>Open app</source>
            <translation>打开应用</translation>
        </message>
        <message>
            <source>Open case</source>
            <translation>工单进行中</translation>
        </message>
        <message>
            <source>Open demo</source>
            <translation>打开演示</translation>
        </message>
        <message>
            <source>Open in Shopify</source>
            <translation>在 Shopify 中打开</translation>
        </message>
        <message>
            <source>Open it in Shopify</source>
            <translation>在 Shopify 中打开</translation>
        </message>
        <message>
            <source>Open on AliExpress</source>
            <translation>在速卖通中打开</translation>
        </message>
        <message>
            <source>Open order</source>
            <translation>打开订单</translation>
        </message>
        <message>
            <source>Open order at AliExpress</source>
            <translation>在速卖通打开订单</translation>
        </message>
        <message>
            <source>Open the case</source>
            <translation>打开工单</translation>
        </message>
        <message>
            <source>Open the demo shop</source>
            <translation>打开演示店铺</translation>
        </message>
        <message>
            <source>Open the order</source>
            <translation>打开订单</translation>
        </message>
        <message>
            <source>Open the order there, and send what proves your side: order, tracking, messages.</source>
            <translation>在那里打开订单，提交对您有利的证据：订单、物流、沟通记录。</translation>
        </message>
        <message>
            <source>Open the page of {number}</source>
            <translation>打开 {number} 的页面</translation>
        </message>
        <message>
            <source>Opened</source>
            <translation>开启于</translation>
        </message>
        <message>
            <source>Or look in the Shopify admin yourself</source>
            <translation>或自己到 Shopify 后台查看</translation>
        </message>
        <message>
            <source>Or paste a copied table</source>
            <translation>或粘贴复制的表格</translation>
        </message>
        <message>
            <source>Or there is none</source>
            <translation>或者没有采购单</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>订单</translation>
        </message>
        <message>
            <source>Order details</source>
            <translation>订单详情</translation>
        </message>
        <message>
            <source>Order number</source>
            <translation>订单号</translation>
        </message>
        <message>
            <source>Ordered</source>
            <translation>已下单</translation>
        </message>
        <message>
            <source>Ordered by mistake</source>
            <translation>误下单</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>订单</translation>
        </message>
        <message>
            <source>Orders come from Shopify’s export, purchases from AliExpress: CSV files, or a copied table.</source>
            <translation>订单来自 Shopify 导出，采购单来自速卖通：CSV 文件或复制的表格均可。</translation>
        </message>
        <message>
            <source>Orders that need you stand here.</source>
            <translation>需要您处理的订单显示在这里。</translation>
        </message>
        <message>
            <source>Orders then come from files alone.</source>
            <translation>此时订单只来自文件。</translation>
        </message>
        <message>
            <source>Orders whose case is closed stand here.</source>
            <translation>案件已结束的订单在这里。</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>Other money went back meanwhile. Check the amount and decide again.</source>
            <translation>期间已有其他退款。请核对金额后重新决定。</translation>
        </message>
        <message>
            <source>Other sources, {date}</source>
            <translation>其他来源，{date}</translation>
        </message>
        <message>
            <source>Others: 20 days; the order page counts down.</source>
            <translation>其他来源：20 天；订单页有倒计时。</translation>
        </message>
        <message>
            <source>Others: 48 hours. Silence is never taken as yes.</source>
            <translation>其他来源：48 小时。沉默绝不视为同意。</translation>
        </message>
        <message>
            <source>Others: 72 hours.</source>
            <translation>其他来源：72 小时。</translation>
        </message>
        <message>
            <source>Others: a countdown on the order page decides; popular stores ship in hours.</source>
            <translation>其他来源：以订单页倒计时为准；热门店铺数小时内发货。</translation>
        </message>
        <message>
            <source>Others: at once, where delivery in under 5 days was promised.</source>
            <translation>其他来源：承诺 5 天内送达的，可立即发起。</translation>
        </message>
        <message>
            <source>Others: up to 20 bank days.</source>
            <translation>其他来源：最长 20 个银行营业日。</translation>
        </message>
        <message>
            <source>Overridden</source>
            <translation>已强制解锁</translation>
        </message>
        <message>
            <source>Overridden.</source>
            <translation>已强制解锁。</translation>
        </message>
        <message>
            <source>Override and unlock</source>
            <translation>强制解锁</translation>
        </message>
        <message>
            <source>Override the lock?</source>
            <translation>强制解锁？</translation>
        </message>
        <message>
            <source>Override the lock…</source>
            <translation>强制解锁…</translation>
        </message>
        <message>
            <source>Override…</source>
            <translation>强制解锁…</translation>
        </message>
        <message>
            <source>Own stock</source>
            <translation>自有库存</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Paid</source>
            <translation>已付款</translation>
        </message>
        <message>
            <source>Paid %n work days ago.</source>
            <translation>%n 个工作日前付款。</translation>
        </message>
        <message>
            <source>Paid by the customer</source>
            <translation>客户已付款</translation>
        </message>
        <message>
            <source>Paid {day} · not shipped</source>
            <translation>{day} 付款 · 未发货</translation>
        </message>
        <message>
            <source>Paid {when}.</source>
            <translation>{when} 付款。</translation>
        </message>
        <message>
            <source>Paid · not shipped</source>
            <translation>已付款 · 未发货</translation>
        </message>
        <message>
            <source>Paid, not shipped</source>
            <translation>已付款，未发货</translation>
        </message>
        <message>
            <source>Parcel came back</source>
            <translation>包裹已退回</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>Part refund, parcel kept…</source>
            <translation>部分退款，保留包裹…</translation>
        </message>
        <message>
            <source>Part refund…</source>
            <translation>部分退款…</translation>
        </message>
        <message>
            <source>Partly paid</source>
            <translation>部分付款</translation>
        </message>
        <message>
            <source>Partly refunded</source>
            <translation>部分退款</translation>
        </message>
        <message>
            <source>Paste a table from AliExpress here</source>
            <translation>在此粘贴速卖通表格</translation>
        </message>
        <message>
            <source>Paste the access token.</source>
            <translation>请粘贴访问令牌。</translation>
        </message>
        <message>
            <source>Paste the client ID.</source>
            <translation>请粘贴客户端 ID。</translation>
        </message>
        <message>
            <source>Paste the client secret.</source>
            <translation>请粘贴客户端密钥。</translation>
        </message>
        <message>
            <source>Paste the number, the link of its page, or any words to search your purchases.</source>
            <translation>粘贴订单号或页面链接，也可输入文字搜索您的采购单。</translation>
        </message>
        <message>
            <source>Payment declined</source>
            <translation>付款被拒</translation>
        </message>
        <message>
            <source>Payment expired</source>
            <translation>付款已过期</translation>
        </message>
        <message>
            <source>Payment pending</source>
            <translation>付款处理中</translation>
        </message>
        <message>
            <source>Payment time</source>
            <translation>付款时限</translation>
        </message>
        <message>
            <source>Payment unknown</source>
            <translation>付款状态未知</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>处理中</translation>
        </message>
        <message>
            <source>Perhaps. A part of the money back often settles it and avoids a bad review.</source>
            <translation>也许。退一部分往往就能解决，还能避免差评。</translation>
        </message>
        <message>
            <source>Permissions</source>
            <translation>权限</translation>
        </message>
        <message>
            <source>Possible loss: {amount}</source>
            <translation>可能的损失：{amount}</translation>
        </message>
        <message>
            <source>Possible until</source>
            <translation>最晚</translation>
        </message>
        <message>
            <source>Press Cancel on AliExpress</source>
            <translation>在速卖通点击取消</translation>
        </message>
        <message>
            <source>Press “Cancel order” there</source>
            <translation>在那里点击“取消订单”</translation>
        </message>
        <message>
            <source>Press “Edit”</source>
            <translation>点击“编辑”</translation>
        </message>
        <message>
            <source>Press “Refund {amount}” there</source>
            <translation>在那里点击“退款 {amount}”</translation>
        </message>
        <message>
            <source>Press “Refund”</source>
            <translation>点击“退款”</translation>
        </message>
        <message>
            <source>Press “Request cancellation” there</source>
            <translation>在那里点击“Request cancellation”（请求取消）</translation>
        </message>
        <message>
            <source>Press “Update order”</source>
            <translation>点击“更新订单”</translation>
        </message>
        <message>
            <source>Previous or next order</source>
            <translation>上一个或下一个订单</translation>
        </message>
        <message>
            <source>Previous order</source>
            <translation>上一个订单</translation>
        </message>
        <message>
            <source>Promise kept</source>
            <translation>承诺已兑现</translation>
        </message>
        <message>
            <source>Promise not kept</source>
            <translation>承诺未兑现</translation>
        </message>
        <message>
            <source>Promise to the customer dropped</source>
            <translation>对客户的承诺不再需要</translation>
        </message>
        <message>
            <source>Promise to the customer kept</source>
            <translation>对客户的承诺已兑现</translation>
        </message>
        <message>
            <source>Promise to the customer not kept</source>
            <translation>对客户的承诺未兑现</translation>
        </message>
        <message>
            <source>Promised by</source>
            <translation>承诺期限</translation>
        </message>
        <message>
            <source>Promised by {date}</source>
            <translation>承诺期限 {date}</translation>
        </message>
        <message>
            <source>Promised by {date}: overdue</source>
            <translation>承诺期限 {date}：已逾期</translation>
        </message>
        <message>
            <source>Promised by {date}: {note}</source>
            <translation>已向客户承诺（{date} 前）：{note}</translation>
        </message>
        <message>
            <source>Promised to the customer by</source>
            <translation>已向客户承诺，期限</translation>
        </message>
        <message>
            <source>Provisional</source>
            <translation>暂定</translation>
        </message>
        <message>
            <source>Published</source>
            <translation>已公布</translation>
        </message>
        <message>
            <source>Purchase closed by itself</source>
            <translation>采购单已自动关闭</translation>
        </message>
        <message>
            <source>Purchase closed: {how}</source>
            <translation>采购单已关闭：{how}</translation>
        </message>
        <message>
            <source>Purchase dropped</source>
            <translation>已放弃采购</translation>
        </message>
        <message>
            <source>Purchase linked</source>
            <translation>已关联采购单</translation>
        </message>
        <message>
            <source>Purchase unlinked</source>
            <translation>已取消关联采购单</translation>
        </message>
        <message>
            <source>Purchase unlinked; {amount} was still awaited of it</source>
            <translation>采购已取消关联；当时仍有 {amount} 待退回</translation>
        </message>
        <message>
            <source>Purchase {number} is named on the order</source>
            <translation>订单上提到采购单 {number}</translation>
        </message>
        <message>
            <source>Purchase {n}</source>
            <translation>采购单 {n}</translation>
        </message>
        <message>
            <source>Purchase {value} is not linked to this order.</source>
            <translation>采购单 {value} 没有关联到此订单。</translation>
        </message>
        <message>
            <source>Purchases</source>
            <translation>采购单</translation>
        </message>
        <message>
            <source>Purchases found</source>
            <translation>找到的采购单</translation>
        </message>
        <message>
            <source>Put %n items back in stock</source>
            <translation>将 %n 件商品重新入库</translation>
        </message>
        <message>
            <source>Put them back in stock</source>
            <translation>将它们重新入库</translation>
        </message>
        <message>
            <source>Read from a file</source>
            <translation>已从文件读取</translation>
        </message>
        <message>
            <source>Reading the orders…</source>
            <translation>正在读取订单…</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Reads orders. Cancels only when you say so.</source>
            <translation>读取订单；只有您确认才取消。</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>可处理</translation>
        </message>
        <message>
            <source>Ready for Shopify.</source>
            <translation>可以在 Shopify 中处理了。</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Reason “I don’t need it any more”: it does not hurt the seller.</source>
            <translation>原因选“不再需要”：不影响卖家评分。</translation>
        </message>
        <message>
            <source>Recall asked</source>
            <translation>已请求召回</translation>
        </message>
        <message>
            <source>Recall the fulfilment</source>
            <translation>召回发货</translation>
        </message>
        <message>
            <source>Recall the fulfilment first</source>
            <translation>先召回发货</translation>
        </message>
        <message>
            <source>Recall the fulfilment of {order} in the Shopify admin</source>
            <translation>在 Shopify 后台召回 {order} 的发货请求</translation>
        </message>
        <message>
            <source>Recall the fulfilment of {order}.</source>
            <translation>召回 {order} 的发货。</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>已收到</translation>
        </message>
        <message>
            <source>Record the answer</source>
            <translation>记录答复</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>刷新</translation>
        </message>
        <message>
            <source>Refund</source>
            <translation>退款</translation>
        </message>
        <message>
            <source>Refund a part</source>
            <translation>部分退款</translation>
        </message>
        <message>
            <source>Refund a part, {name} keeps the parcel</source>
            <translation>部分退款，{name} 留下包裹</translation>
        </message>
        <message>
            <source>Refund a part?</source>
            <translation>部分退款？</translation>
        </message>
        <message>
            <source>Refund amount</source>
            <translation>退款金额</translation>
        </message>
        <message>
            <source>Refund by hand</source>
            <translation>手动退款</translation>
        </message>
        <message>
            <source>Refund items</source>
            <translation>退商品款</translation>
        </message>
        <message>
            <source>Refund items by hand</source>
            <translation>手动退商品款</translation>
        </message>
        <message>
            <source>Refund items in Shopify</source>
            <translation>在 Shopify 退商品款</translation>
        </message>
        <message>
            <source>Refund items of {order} in the Shopify admin</source>
            <translation>在 Shopify 后台退 {order} 的商品</translation>
        </message>
        <message>
            <source>Refund items of {order}?</source>
            <translation>退 {order} 的商品款？</translation>
        </message>
        <message>
            <source>Refund items…</source>
            <translation>退商品款…</translation>
        </message>
        <message>
            <source>Refund of {amount} by somebody else on its way</source>
            <translation>他人发起的 {amount} 退款正在处理</translation>
        </message>
        <message>
            <source>Refund of {amount} failed</source>
            <translation>{amount} 的退款失败</translation>
        </message>
        <message>
            <source>Refund of {amount} on its way</source>
            <translation>{amount} 的退款正在途中</translation>
        </message>
        <message>
            <source>Refund on its way · may still ship</source>
            <translation>退款途中 · 仍可能发货</translation>
        </message>
        <message>
            <source>Refund on its way · the parcel went out</source>
            <translation>退款途中 · 包裹已发出</translation>
        </message>
        <message>
            <source>Refund on its way · was it bought?</source>
            <translation>退款途中 · 当初采购了吗？</translation>
        </message>
        <message>
            <source>Refund only</source>
            <translation>仅可退款</translation>
        </message>
        <message>
            <source>Refund shipping too</source>
            <translation>运费也退</translation>
        </message>
        <message>
            <source>Refund the items</source>
            <translation>退商品款</translation>
        </message>
        <message>
            <source>Refund what is owed</source>
            <translation>退还所欠款项</translation>
        </message>
        <message>
            <source>Refund {amount} for order {order} in Shopify</source>
            <translation>在 Shopify 为订单 {order} 退款 {amount}</translation>
        </message>
        <message>
            <source>Refund {amount} for order {order}.</source>
            <translation>为订单 {order} 退款 {amount}。</translation>
        </message>
        <message>
            <source>Refund {amount} to {name}</source>
            <translation>退给 {name} {amount}</translation>
        </message>
        <message>
            <source>Refund {amount}, choose the reason</source>
            <translation>退款 {amount}，选择原因</translation>
        </message>
        <message>
            <source>Refund {amount}, reason “{reason}”</source>
            <translation>退款 {amount}，原因选“{reason}”</translation>
        </message>
        <message>
            <source>Refund {amount}?</source>
            <translation>退款 {amount}？</translation>
        </message>
        <message>
            <source>Refund {amount}…</source>
            <translation>退款 {amount}…</translation>
        </message>
        <message>
            <source>Refund {name} what was paid</source>
            <translation>向 {name} 退还已付款项</translation>
        </message>
        <message>
            <source>Refund {order} in the Shopify admin</source>
            <translation>在 Shopify 后台退款 {order}</translation>
        </message>
        <message>
            <source>Refund: {item}</source>
            <translation>退款：{item}</translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation>已退款</translation>
        </message>
        <message>
            <source>Refunded in Shopify</source>
            <translation>已在 Shopify 退款</translation>
        </message>
        <message>
            <source>Refunded in Shopify.</source>
            <translation>已在 Shopify 退款。</translation>
        </message>
        <message>
            <source>Refunded in part</source>
            <translation>已部分退款</translation>
        </message>
        <message>
            <source>Refunded in part.</source>
            <translation>已部分退款。</translation>
        </message>
        <message>
            <source>Refunded in part; the order stays.</source>
            <translation>已部分退款，订单保留。</translation>
        </message>
        <message>
            <source>Refunded {amount}</source>
            <translation>已退款 {amount}</translation>
        </message>
        <message>
            <source>Refunded {day}</source>
            <translation>{day} 已退款</translation>
        </message>
        <message>
            <source>Refunded · not cancelled in Shopify</source>
            <translation>已退款 · Shopify 未取消</translation>
        </message>
        <message>
            <source>Refunded · was it ever bought?</source>
            <translation>已退款 · 采购过吗？</translation>
        </message>
        <message>
            <source>Refunded, but the supplier may still ship</source>
            <translation>已退款，但供应商仍可能发货</translation>
        </message>
        <message>
            <source>Refunded.</source>
            <translation>已退款。</translation>
        </message>
        <message>
            <source>Refunds from the supplier</source>
            <translation>供应商退款</translation>
        </message>
        <message>
            <source>Refunds that suppliers still owe you stand here.</source>
            <translation>供应商尚未退还给您的款项显示在这里。</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>已拒绝</translation>
        </message>
        <message>
            <source>Refused · demand the tracking number</source>
            <translation>被拒绝 · 要求提供运单号</translation>
        </message>
        <message>
            <source>Refused · number demanded</source>
            <translation>被拒 · 已要求单号</translation>
        </message>
        <message>
            <source>Refused · number demanded {day}</source>
            <translation>被拒 · {day} 已要求单号</translation>
        </message>
        <message>
            <source>Release it and install it in your store</source>
            <translation>发布并安装到您的店铺</translation>
        </message>
        <message>
            <source>Remove filter: {verdict}</source>
            <translation>移除筛选：{verdict}</translation>
        </message>
        <message>
            <source>Remove the items by hand</source>
            <translation>手动移除商品</translation>
        </message>
        <message>
            <source>Remove the items in Shopify</source>
            <translation>在 Shopify 移除商品</translation>
        </message>
        <message>
            <source>Remove the lines in Shopify</source>
            <translation>在 Shopify 中移除商品行</translation>
        </message>
        <message>
            <source>Remove {items}.</source>
            <translation>移除 {items}。</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>重新打开</translation>
        </message>
        <message>
            <source>Reopen the case</source>
            <translation>重新打开工单</translation>
        </message>
        <message>
            <source>Request sent</source>
            <translation>已申请取消</translation>
        </message>
        <message>
            <source>Request taken back: {supplier}.</source>
            <translation>已撤回取消申请：{supplier}。</translation>
        </message>
        <message>
            <source>Request withdrawn</source>
            <translation>已撤回申请</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>已申请</translation>
        </message>
        <message>
            <source>Requested and written</source>
            <translation>已申请取消并留言</translation>
        </message>
        <message>
            <source>Requests without an answer stand here.</source>
            <translation>尚未得到答复的申请显示在这里。</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>还原</translation>
        </message>
        <message>
            <source>Reset: {rule}</source>
            <translation>还原：{rule}</translation>
        </message>
        <message>
            <source>Return agreed</source>
            <translation>已同意退货</translation>
        </message>
        <message>
            <source>Return agreed · send by {day}</source>
            <translation>同意退货 · {day} 前寄出</translation>
        </message>
        <message>
            <source>Return received</source>
            <translation>已收到退货</translation>
        </message>
        <message>
            <source>Return received, refund agreed</source>
            <translation>已收到退货并同意退款</translation>
        </message>
        <message>
            <source>Return unchanged</source>
            <translation>退货无变化</translation>
        </message>
        <message>
            <source>Returned</source>
            <translation>已退回</translation>
        </message>
        <message>
            <source>Returned to the customer</source>
            <translation>已退给客户</translation>
        </message>
        <message>
            <source>Returning</source>
            <translation>退货中</translation>
        </message>
        <message>
            <source>Row height</source>
            <translation>行高</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>Rules for</source>
            <translation>适用于</translation>
        </message>
        <message>
            <source>Said at {order}: {what}. Here it stays as it was</source>
            <translation>在 {order} 中说明：{what}。此处保持不变</translation>
        </message>
        <message>
            <source>Said: done by hand, {what}</source>
            <translation>说明：已手动完成，{what}</translation>
        </message>
        <message>
            <source>Said: from own stock</source>
            <translation>已说明：自有库存</translation>
        </message>
        <message>
            <source>Said: nothing was ordered</source>
            <translation>已说明：没有采购</translation>
        </message>
        <message>
            <source>Said: the bank has your answer</source>
            <translation>已确认：银行已收到您的回复</translation>
        </message>
        <message>
            <source>Said: the purchase cost {amount}</source>
            <translation>已说明：采购价格是 {amount}</translation>
        </message>
        <message>
            <source>Said: the total is {amount}</source>
            <translation>已确认：总额是 {amount}</translation>
        </message>
        <message>
            <source>Said: {number} is no purchase of yours</source>
            <translation>已确认：{number} 不是您的采购单</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save the answer</source>
            <translation>保存答复</translation>
        </message>
        <message>
            <source>Say first what is to be cancelled</source>
            <translation>请先说明要取消什么</translation>
        </message>
        <message>
            <source>Say what the page shows</source>
            <translation>说明页面显示的内容</translation>
        </message>
        <message>
            <source>Say why first</source>
            <translation>先说明原因</translation>
        </message>
        <message>
            <source>Scanned elsewhere · ask for the right number</source>
            <translation>扫描地点不符 · 请索要正确的单号</translation>
        </message>
        <message>
            <source>Scanned on its way elsewhere: no scan of this parcel</source>
            <translation>在发往别处的途中被扫描：不算这个包裹的扫描</translation>
        </message>
        <message>
            <source>Scanned somewhere else</source>
            <translation>在别处被扫描</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search my purchases…</source>
            <translation>搜索我的采购单…</translation>
        </message>
        <message>
            <source>Secrets are kept for this session only.</source>
            <translation>机密仅在本次会话中保留。</translation>
        </message>
        <message>
            <source>Secrets are kept in {name}.</source>
            <translation>机密保存在{name}中。</translation>
        </message>
        <message>
            <source>See what is possible</source>
            <translation>查看可选方案</translation>
        </message>
        <message>
            <source>Seen in Shopify {when}.</source>
            <translation>{when} 在 Shopify 看到。</translation>
        </message>
        <message>
            <source>Seen in a file, as of {when}.</source>
            <translation>来自文件，数据截至{when}。</translation>
        </message>
        <message>
            <source>Seen: a dispute is possible</source>
            <translation>看到：可发起纠纷</translation>
        </message>
        <message>
            <source>Seen: awaits payment</source>
            <translation>看到：等待付款</translation>
        </message>
        <message>
            <source>Seen: delivered</source>
            <translation>看到：已签收</translation>
        </message>
        <message>
            <source>Seen: number, no scan</source>
            <translation>看到：有单号，无揽收</translation>
        </message>
        <message>
            <source>Seen: paid, not shipped</source>
            <translation>看到：已付款，未发货</translation>
        </message>
        <message>
            <source>Seen: shipped</source>
            <translation>看到：已发货</translation>
        </message>
        <message>
            <source>Seen: something else</source>
            <translation>看到：其他内容</translation>
        </message>
        <message>
            <source>Seen: “{word}”</source>
            <translation>看到：“{word}”</translation>
        </message>
        <message>
            <source>Send Shopify’s e-mail</source>
            <translation>发送 Shopify 邮件</translation>
        </message>
        <message>
            <source>Send back by</source>
            <translation>寄回期限</translation>
        </message>
        <message>
            <source>Send it back</source>
            <translation>寄回</translation>
        </message>
        <message>
            <source>Send it back in time, with tracking</source>
            <translation>请及时寄回，并使用可跟踪的物流</translation>
        </message>
        <message>
            <source>Send it now</source>
            <translation>立即发出</translation>
        </message>
        <message>
            <source>Send that refund to the bank as your proof.</source>
            <translation>请把这笔退款作为证据发给银行。</translation>
        </message>
        <message>
            <source>Send your answer in Shopify</source>
            <translation>在 Shopify 中提交回复</translation>
        </message>
        <message>
            <source>Sending back</source>
            <translation>寄回期限</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>已发出</translation>
        </message>
        <message>
            <source>Sent back</source>
            <translation>已寄回</translation>
        </message>
        <message>
            <source>Sent back {day} · arrival awaited</source>
            <translation>{day}已寄回 · 等待签收</translation>
        </message>
        <message>
            <source>Sent back · arrival awaited</source>
            <translation>已寄回 · 等待签收</translation>
        </message>
        <message>
            <source>Sent back: {number}</source>
            <translation>已寄回：{number}</translation>
        </message>
        <message>
            <source>Sent to Shopify: {what}</source>
            <translation>已发送到 Shopify：{what}</translation>
        </message>
        <message>
            <source>Sent {when}.</source>
            <translation>{when} 发出。</translation>
        </message>
        <message>
            <source>Sent. Not known yet.</source>
            <translation>已发出，结果未知。</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Settled</source>
            <translation>已了结</translation>
        </message>
        <message>
            <source>Settled for a part</source>
            <translation>以部分退款了结</translation>
        </message>
        <message>
            <source>Settled with the supplier</source>
            <translation>已与供应商了结</translation>
        </message>
        <message>
            <source>Settled with the supplier.
Only a refund is left.</source>
            <translation>已与供应商了结。
只剩退款可选。</translation>
        </message>
        <message>
            <source>Settled with {supplier}</source>
            <translation>已与 {supplier} 了结</translation>
        </message>
        <message>
            <source>Shared purchase: all of it is asked for</source>
            <translation>共用采购：要求取消全部</translation>
        </message>
        <message>
            <source>Shared purchase: the other order asks for its own part only</source>
            <translation>共用采购：另一个订单只要求取消自己的部分</translation>
        </message>
        <message>
            <source>Ship by</source>
            <translation>发货期限</translation>
        </message>
        <message>
            <source>Shipped</source>
            <translation>已发货</translation>
        </message>
        <message>
            <source>Shipped in part</source>
            <translation>部分已发货</translation>
        </message>
        <message>
            <source>Shipped {day}</source>
            <translation>{day} 已发货</translation>
        </message>
        <message>
            <source>Shipped: it cannot be stopped.
Refund items, goodwill or keep.</source>
            <translation>已发货，无法拦截。
可退款、补偿或保留订单。</translation>
        </message>
        <message>
            <source>Shipped: {item}</source>
            <translation>已发货：{item}</translation>
        </message>
        <message>
            <source>Shipping</source>
            <translation>运费</translation>
        </message>
        <message>
            <source>Shipping is not proven</source>
            <translation>发货未经证实</translation>
        </message>
        <message>
            <source>Shipping is not proven.
Look, then ask again.</source>
            <translation>发货未经证实。
请查看后再次联系。</translation>
        </message>
        <message>
            <source>Shipping unproven</source>
            <translation>发货未证实</translation>
        </message>
        <message>
            <source>Shipping window</source>
            <translation>发货期限</translation>
        </message>
        <message>
            <source>Shopify</source>
            <translation>Shopify</translation>
        </message>
        <message>
            <source>Shopify answered in another version than the one asked for. Install the newest DropDesk.</source>
            <translation>Shopify 以其他版本作出应答。请安装最新的 DropDesk。</translation>
        </message>
        <message>
            <source>Shopify cannot be reached. Check the connection, then look again.</source>
            <translation>无法连接 Shopify。请检查网络后再看。</translation>
        </message>
        <message>
            <source>Shopify cannot share this amount out over the payments. Check the amount.</source>
            <translation>Shopify 无法把这个金额分摊到各笔付款。请核对金额。</translation>
        </message>
        <message>
            <source>Shopify could not be reached. Check the connection, then decide again.</source>
            <translation>无法连接 Shopify。请检查网络，然后再决定。</translation>
        </message>
        <message>
            <source>Shopify did not answer. Look again in a minute.</source>
            <translation>Shopify 没有回应。请一分钟后再看。</translation>
        </message>
        <message>
            <source>Shopify did not answer; it is checked before sending</source>
            <translation>Shopify 没有回应；发送前会再核对</translation>
        </message>
        <message>
            <source>Shopify did not take the recall.</source>
            <translation>Shopify 没有接受召回。</translation>
        </message>
        <message>
            <source>Shopify did not understand the question. Nothing was done. Install the newest DropDesk.</source>
            <translation>Shopify 没有理解请求，什么都没做。请安装最新版 DropDesk。</translation>
        </message>
        <message>
            <source>Shopify does not accept the token any more. Connect the store again.</source>
            <translation>Shopify 不再接受此令牌。请重新连接店铺。</translation>
        </message>
        <message>
            <source>Shopify does not accept this client ID and secret. Copy both again.</source>
            <translation>Shopify 不接受此客户端 ID 和密钥。请重新复制。</translation>
        </message>
        <message>
            <source>Shopify does not allow this. Check the app’s permissions, then decide again.</source>
            <translation>Shopify 不允许此操作。请检查应用权限后重新决定。</translation>
        </message>
        <message>
            <source>Shopify does not know this order. Was it deleted?</source>
            <translation>Shopify 没有这个订单。是否已被删除？</translation>
        </message>
        <message>
            <source>Shopify does not let this fulfilment be cancelled.</source>
            <translation>Shopify 不允许取消此履约。</translation>
        </message>
        <message>
            <source>Shopify e-mails {name}.</source>
            <translation>Shopify 会给 {name} 发邮件。</translation>
        </message>
        <message>
            <source>Shopify has locked or frozen this store. Settle that there first.</source>
            <translation>Shopify 已锁定或冻结此店铺。请先在那里处理。</translation>
        </message>
        <message>
            <source>Shopify has trouble of its own. Look again in some minutes.</source>
            <translation>Shopify 自身有故障。请过几分钟再看。</translation>
        </message>
        <message>
            <source>Shopify is busy with this store. Wait a minute, then look again.</source>
            <translation>Shopify 正忙。请等一分钟再看。</translation>
        </message>
        <message>
            <source>Shopify is still cancelling it. Look again in a minute.</source>
            <translation>Shopify 仍在取消。一分钟后再查看。</translation>
        </message>
        <message>
            <source>Shopify is still cancelling this order.</source>
            <translation>Shopify 仍在取消此订单。</translation>
        </message>
        <message>
            <source>Shopify is still working on it. Wait a minute, then look again.</source>
            <translation>Shopify 还在处理。请等一分钟再看。</translation>
        </message>
        <message>
            <source>Shopify is working on another change of this order. Nobody knows yet what came of it: look.</source>
            <translation>Shopify 正在处理此订单的另一项更改，目前还不知道结果：请查看。</translation>
        </message>
        <message>
            <source>Shopify knows no store of this name. Check the address.</source>
            <translation>Shopify 没有此名称的店铺。请核对地址。</translation>
        </message>
        <message>
            <source>Shopify knows this call with other amounts. Nobody knows yet what was done: look.</source>
            <translation>Shopify 收到过同一请求，但金额不同，目前还不知道执行了什么：请查看。</translation>
        </message>
        <message>
            <source>Shopify names it beside the chargeback, in the order.</source>
            <translation>Shopify 在订单的拒付旁注明了该日期。</translation>
        </message>
        <message>
            <source>Shopify only records it: pay it back yourself</source>
            <translation>Shopify 只做记录：需您自行退款</translation>
        </message>
        <message>
            <source>Shopify or AliExpress exports. Or drop them here.</source>
            <translation>Shopify 或速卖通导出文件，也可拖到此处。</translation>
        </message>
        <message>
            <source>Shopify orders</source>
            <translation>Shopify 订单</translation>
        </message>
        <message>
            <source>Shopify points somewhere else. Nothing was sent. Check the store’s address.</source>
            <translation>Shopify 指向了别处。没有发送任何内容。请核对店铺地址。</translation>
        </message>
        <message>
            <source>Shopify refused. Nothing was changed.</source>
            <translation>Shopify 拒绝了。没有任何变化。</translation>
        </message>
        <message>
            <source>Shopify refused: {what}</source>
            <translation>Shopify 拒绝：{what}</translation>
        </message>
        <message>
            <source>Shopify refused: {what}. {why}</source>
            <translation>Shopify 拒绝：{what}。{why}</translation>
        </message>
        <message>
            <source>Shopify says: “{quoted}”</source>
            <translation>Shopify 提示：“{quoted}”</translation>
        </message>
        <message>
            <source>Shopify shows the last 60 days. For older orders import a file, or add read_all_orders.</source>
            <translation>Shopify 只提供最近 60 天。更早的订单请导入文件，或添加 read_all_orders 权限。</translation>
        </message>
        <message>
            <source>Shopify shows these in progress: {items}</source>
            <translation>Shopify 显示处理中：{items}</translation>
        </message>
        <message>
            <source>Shopify shows these items “in progress” now. Make sure that nobody is packing them, then press again.</source>
            <translation>Shopify 现在显示这些商品“处理中”。请先确认没有人在打包，然后再按一次。</translation>
        </message>
        <message>
            <source>Shopify shows {amount} given back, {when}: another amount than planned.</source>
            <translation>Shopify 显示已退还 {amount}（{when}），与计划的金额不同。</translation>
        </message>
        <message>
            <source>Shopify shows: {what}</source>
            <translation>Shopify 显示：{what}</translation>
        </message>
        <message>
            <source>Shopify suggests {amount}</source>
            <translation>Shopify 建议 {amount}</translation>
        </message>
        <message>
            <source>Shopify took it.</source>
            <translation>Shopify 已接收。</translation>
        </message>
        <message>
            <source>Shopify took it: {what}</source>
            <translation>Shopify 已接受：{what}</translation>
        </message>
        <message>
            <source>Shopify took only a part of the recall.</source>
            <translation>Shopify 只受理了部分召回请求。</translation>
        </message>
        <message>
            <source>Shopify took the refund and it is on its way. Wait until it is through or fails.</source>
            <translation>Shopify 已接受退款，正在处理中。请等待其完成或失败。</translation>
        </message>
        <message>
            <source>Shopify took the refund, but it failed. Nothing reached the customer.</source>
            <translation>Shopify 接受了退款，但退款失败了。客户没有收到钱。</translation>
        </message>
        <message>
            <source>Shopify was not reached. Nothing was sent. Check the connection, then decide again.</source>
            <translation>没有连上 Shopify，什么都没发出。请检查网络后重新决定。</translation>
        </message>
        <message>
            <source>Shopify's answer is older than what is known here, so nothing was sent. Check this computer's clock, then try again in a minute.</source>
            <translation>Shopify 返回的内容比这里已知的更旧，因此没有发送任何内容。请检查这台电脑的时钟，一分钟后再试。</translation>
        </message>
        <message>
            <source>Shopify’s answer could not be read. Look into the admin.</source>
            <translation>Shopify 的答复无法读取。请到后台查看。</translation>
        </message>
        <message>
            <source>Shopify’s answer told no time, so nothing was sent. Try again in a minute.</source>
            <translation>Shopify 的答复中没有时间，因此未发送任何请求。请一分钟后重试。</translation>
        </message>
        <message>
            <source>Shopify’s error code: {code}.</source>
            <translation>Shopify 错误代码：{code}。</translation>
        </message>
        <message>
            <source>Show all orders</source>
            <translation>显示全部订单</translation>
        </message>
        <message>
            <source>Show me the clicks</source>
            <translation>显示操作步骤</translation>
        </message>
        <message>
            <source>Show {name}</source>
            <translation>显示{name}</translation>
        </message>
        <message>
            <source>Silence clock</source>
            <translation>答复时限</translation>
        </message>
        <message>
            <source>Silence is no yes. Only the order page tells.</source>
            <translation>沉默不等于同意，以订单页面为准。</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>已跳过</translation>
        </message>
        <message>
            <source>Some of these items were returned meanwhile. Check the quantities.</source>
            <translation>其中有商品已退。请核对数量。</translation>
        </message>
        <message>
            <source>Somebody else cancelled this order in Shopify, {when}.</source>
            <translation>有别人在 Shopify 取消了这个订单（{when}）。</translation>
        </message>
        <message>
            <source>Somebody else cancelled this order in Shopify, {when}. {amount} went back.</source>
            <translation>有别人在 Shopify 取消了这个订单（{when}），已退还 {amount}。</translation>
        </message>
        <message>
            <source>Somebody else gave {amount} back, {when}. The amounts here are new.</source>
            <translation>有别人退还了 {amount}（{when}）。这里显示的是新的金额。</translation>
        </message>
        <message>
            <source>Something unexpected happened after the call went out. Nobody knows yet what was done: look.</source>
            <translation>请求发出后发生了意外情况，目前还不知道执行了什么：请查看。</translation>
        </message>
        <message>
            <source>Something unexpected happened. What is shown is what was written down.</source>
            <translation>发生了意外情况。显示的是已记录下来的内容。</translation>
        </message>
        <message>
            <source>Still refused</source>
            <translation>仍被拒绝</translation>
        </message>
        <message>
            <source>Still settled</source>
            <translation>仍为已处理</translation>
        </message>
        <message>
            <source>Still the same</source>
            <translation>仍然一样</translation>
        </message>
        <message>
            <source>Stopped, and a part of the wish is open.
Reorder it, or refund.</source>
            <translation>已停止，还有一部分要求没处理。
请重新下单或退款。</translation>
        </message>
        <message>
            <source>Stopped, and the case closed with a note.
Reorder it, or refund.</source>
            <translation>已停止，已附备注关闭。
请重新下单或退款。</translation>
        </message>
        <message>
            <source>Stopped, but the customer keeps it.
Reorder it, or refund.</source>
            <translation>已停止，但客户要保留。
请重新下单或退款。</translation>
        </message>
        <message>
            <source>Take back the loss accepted at {supplier}</source>
            <translation>撤回在 {supplier} 已接受的损失</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>撤回</translation>
        </message>
        <message>
            <source>Take it back…</source>
            <translation>撤回申请…</translation>
        </message>
        <message>
            <source>Take the request back, so that it ships.</source>
            <translation>请撤回申请，让它照常发货。</translation>
        </message>
        <message>
            <source>Taken back: the bank has your answer</source>
            <translation>已撤回：银行已收到您的回复</translation>
        </message>
        <message>
            <source>Taken by the bank</source>
            <translation>被银行扣回</translation>
        </message>
        <message>
            <source>The access to Shopify had run out and is renewed. Nothing was sent: press again.</source>
            <translation>Shopify 访问令牌已过期，现已自动更新。什么都没有发送：请再点一次。</translation>
        </message>
        <message>
            <source>The bank decided against you</source>
            <translation>银行的裁决对您不利</translation>
        </message>
        <message>
            <source>The bank decided for you</source>
            <translation>银行的裁决对您有利</translation>
        </message>
        <message>
            <source>The bank decided for you, seen {when}.</source>
            <translation>银行的裁决对您有利，看到时间：{when}。</translation>
        </message>
        <message>
            <source>The bank decides</source>
            <translation>等银行决定</translation>
        </message>
        <message>
            <source>The bank gave {amount} back to you, seen {when}. The refund is to be decided again.</source>
            <translation>银行已将 {amount} 退还给您，发现于{when}。请重新决定退款。</translation>
        </message>
        <message>
            <source>The bank has my answer</source>
            <translation>银行已收到我的回复</translation>
        </message>
        <message>
            <source>The bank has taken the money already.</source>
            <translation>银行已经扣走了款项。</translation>
        </message>
        <message>
            <source>The bank has taken the money.
Answer it, and never refund now.</source>
            <translation>银行已扣走款项。
请回复银行，现在切勿退款。</translation>
        </message>
        <message>
            <source>The bank waits for your answer</source>
            <translation>银行在等您的回复</translation>
        </message>
        <message>
            <source>The bank waits for your answer until {when}.</source>
            <translation>银行等您回复，截止{when}。</translation>
        </message>
        <message>
            <source>The bank waits for your answer. Type its date.</source>
            <translation>银行在等您的回复。请填写其期限。</translation>
        </message>
        <message>
            <source>The bank’s date typed</source>
            <translation>已填写银行的期限</translation>
        </message>
        <message>
            <source>The customer keeps it.
Buy again what was stopped.</source>
            <translation>客户保留商品。
请重新采购已停止的部分。</translation>
        </message>
        <message>
            <source>The customer keeps it.
Nothing is to be cancelled.</source>
            <translation>客户保留商品。
无需取消任何内容。</translation>
        </message>
        <message>
            <source>The customer’s bank took the money back. Nothing may be refunded now.</source>
            <translation>客户的银行已扣回款项。现在不得退款。</translation>
        </message>
        <message>
            <source>The customer’s bank took {amount} back (chargeback), first seen {when}.</source>
            <translation>客户的银行扣回了 {amount}（拒付），首次发现于{when}。</translation>
        </message>
        <message>
            <source>The dispute runs.
Whether it is won depends on its dates.</source>
            <translation>纠纷进行中。
能否胜诉取决于日期。</translation>
        </message>
        <message>
            <source>The fulfilment service has sent it: it was not recalled.</source>
            <translation>仓配服务已发货：未能召回。</translation>
        </message>
        <message>
            <source>The fulfilment service keeps it.
Refund the items.</source>
            <translation>仓配服务未退回商品。
请按商品退款。</translation>
        </message>
        <message>
            <source>The loss is open again</source>
            <translation>损失又待处理了</translation>
        </message>
        <message>
            <source>The order stays open in Shopify until the bank has decided; never refund now.</source>
            <translation>在银行作出决定之前，订单在 Shopify 中保持打开；现在切勿退款。</translation>
        </message>
        <message>
            <source>The purchase</source>
            <translation>该采购单</translation>
        </message>
        <message>
            <source>The request is for all of it.</source>
            <translation>申请的是全部取消。</translation>
        </message>
        <message>
            <source>The request is for {items} only.</source>
            <translation>目前只申请了 {items}。</translation>
        </message>
        <message>
            <source>The request is for {items}.</source>
            <translation>申请取消的是 {items}。</translation>
        </message>
        <message>
            <source>The supplier is asked already to cancel all of it, with {orders}.</source>
            <translation>已随 {orders} 要求供应商取消整笔采购。</translation>
        </message>
        <message>
            <source>The total is {amount}</source>
            <translation>总额是 {amount}</translation>
        </message>
        <message>
            <source>The words were erased.</source>
            <translation>文字已删除。</translation>
        </message>
        <message>
            <source>Their time to give it starts then.</source>
            <translation>从那时起计算对方提供单号的期限。</translation>
        </message>
        <message>
            <source>Then the goods of {orders} are stopped as well.</source>
            <translation>{orders} 的商品也随之停止发货。</translation>
        </message>
        <message>
            <source>These were told of the same time: only the order page tells which one holds.</source>
            <translation>这些说法来自同一时间：只有订单页面能说明哪个属实。</translation>
        </message>
        <message>
            <source>They contradict each other: only the order page tells.</source>
            <translation>两者互相矛盾：请以订单页面为准。</translation>
        </message>
        <message>
            <source>This can be read in two ways: thousands or decimals.</source>
            <translation>此金额有两种读法：千位分隔或小数。</translation>
        </message>
        <message>
            <source>This did not work ({code}). Look at what is shown now before you go on.</source>
            <translation>操作未成功（{code}）。请先查看当前显示的状态，再继续。</translation>
        </message>
        <message>
            <source>This is about all of it: the answer holds for {orders} as well.</source>
            <translation>这里涉及整张采购单：您的回答对 {orders} 同样有效。</translation>
        </message>
        <message>
            <source>This is about this order’s part. The goods of {orders} stay as they are.</source>
            <translation>这里只涉及此订单的部分，{orders} 的商品不受影响。</translation>
        </message>
        <message>
            <source>This lies in the past. Type the date that Shopify names.</source>
            <translation>该日期已过。请填写 Shopify 注明的日期。</translation>
        </message>
        <message>
            <source>This order’s part is cancelled</source>
            <translation>此订单的部分已取消</translation>
        </message>
        <message>
            <source>This order’s share, back the way you paid</source>
            <translation>此订单分摊的部分，原路退回</translation>
        </message>
        <message>
            <source>This purchase serves other orders too. Say first: only this order’s part, or all of it?</source>
            <translation>这笔采购也用于其他订单。请先说明：只取消此订单的部分，还是全部？</translation>
        </message>
        <message>
            <source>This purchase’s money is awaited in {value}. Type the amount in {value}.</source>
            <translation>此采购的退款以 {value} 计。请以 {value} 填写金额。</translation>
        </message>
        <message>
            <source>Told in two ways · what does its page say?</source>
            <translation>说法不一 · 它的页面怎么说？</translation>
        </message>
        <message>
            <source>Type the amount</source>
            <translation>填写金额</translation>
        </message>
        <message>
            <source>Type the currency the supplier bills in, such as USD.</source>
            <translation>请填写供应商的结算币种，例如 USD。</translation>
        </message>
        <message>
            <source>Type the number of the parcel back.</source>
            <translation>请填写退回包裹的单号。</translation>
        </message>
        <message>
            <source>Until the service agrees they may still go out.</source>
            <translation>在发货服务同意之前，商品仍可能发出。</translation>
        </message>
        <message>
            <source>Wait for the bank</source>
            <translation>等待银行决定</translation>
        </message>
        <message>
            <source>What is told of it differs.
Its order page decides.</source>
            <translation>关于它的说法不一。
以它的订单页面为准。</translation>
        </message>
        <message>
            <source>What the customer keeps is being cancelled</source>
            <translation>客户要保留的商品正在被取消</translation>
        </message>
        <message>
            <source>What was shipped is the rest of the purchase.</source>
            <translation>发出的是这笔采购的其余部分。</translation>
        </message>
        <message>
            <source>Which one does Shopify show? Until you say, what the customer paid is unknown.</source>
            <translation>Shopify 显示的是哪一个？在您确认之前，客户付了多少视为未知。</translation>
        </message>
        <message>
            <source>Which one does its order page show? Until you say, what you paid the supplier is unknown.</source>
            <translation>它的订单页面显示的是哪一个？在您说明之前，您付给供应商多少钱是未知的。</translation>
        </message>
        <message>
            <source>Who has shipped can give a number. But a number alone, or none, proves nothing yet.</source>
            <translation>真发货就能给出运单号。但仅凭单号，或没有单号，都还不能证明什么。</translation>
        </message>
        <message>
            <source>Wish still open · reorder or refund</source>
            <translation>还有要求没处理 · 重新下单或退款</translation>
        </message>
        <message>
            <source>Without a tracking number it does not count. Type the number of the parcel back.</source>
            <translation>没有物流单号不算数。请填写退回包裹的单号。</translation>
        </message>
        <message>
            <source>Without it you type the bank’s date of a chargeback yourself.</source>
            <translation>没有它，拒付的回复期限需由您自己填写。</translation>
        </message>
        <message>
            <source>Yes, I did</source>
            <translation>改过</translation>
        </message>
        <message>
            <source>You accepted the loss.
Only a refund is left.</source>
            <translation>您已承担损失。
只剩退款可选。</translation>
        </message>
        <message>
            <source>You paid, this order’s share</source>
            <translation>您支付（此订单分摊）</translation>
        </message>
        <message>
            <source>You put %n items back in stock.</source>
            <translation>您将 %n 件商品加回库存。</translation>
        </message>
        <message>
            <source>You saw it in the admin {when}. A later export shows it here, and the case goes on.</source>
            <translation>您于{when}在后台看到。此后导出的文件会在这里显示，处理随之继续。</translation>
        </message>
        <message>
            <source>You saw that the items were not given back. Refund items instead.</source>
            <translation>您已看到商品没有交还。请改退商品款。</translation>
        </message>
        <message>
            <source>bought after all</source>
            <translation>其实已采购</translation>
        </message>
        <message>
            <source>fewer items shipped</source>
            <translation>发货件数更少</translation>
        </message>
        <message>
            <source>known before</source>
            <translation>此前已知</translation>
        </message>
        <message>
            <source>less refunded</source>
            <translation>退款更少</translation>
        </message>
        <message>
            <source>not cancelled</source>
            <translation>未取消</translation>
        </message>
        <message>
            <source>not delivered</source>
            <translation>未送达</translation>
        </message>
        <message>
            <source>not shipped</source>
            <translation>未发货</translation>
        </message>
        <message>
            <source>shipped in part</source>
            <translation>部分已发货</translation>
        </message>
        <message>
            <source>something else than before</source>
            <translation>与之前不同</translation>
        </message>
        <message>
            <source>you asked {age}</source>
            <translation>您{age}提出申请</translation>
        </message>
        <message>
            <source>you said {age}</source>
            <translation>您{age}说明</translation>
        </message>
        <message>
            <source>{amount} given back as goodwill, {when}.</source>
            <translation>{when} 已作为补偿退还 {amount}。</translation>
        </message>
        <message>
            <source>{amount} given back as goodwill.</source>
            <translation>已作为补偿退还 {amount}。</translation>
        </message>
        <message>
            <source>{amount} is not refunded.</source>
            <translation>{amount} 不退款。</translation>
        </message>
        <message>
            <source>{amount} of this case went back already: nobody can keep it as if nothing had been. Work on with the rest, or close the case with a note.</source>
            <translation>本案已有 {amount} 退还，不能再当作什么都没发生而保留订单。请继续处理其余部分，或写备注结案。</translation>
        </message>
        <message>
            <source>{amount} taken back, first seen {when}.</source>
            <translation>已扣回 {amount}，首次发现于{when}。</translation>
        </message>
        <message>
            <source>{amount} taken back.</source>
            <translation>已扣回 {amount}。</translation>
        </message>
        <message>
            <source>{amount} went back in Shopify, seen in a file. {left} is left. {sent}</source>
            <translation>Shopify 已退回 {amount}，见于文件。剩余 {left}。{sent}</translation>
        </message>
        <message>
            <source>{clock}: {until}.</source>
            <translation>{clock}：{until}。</translation>
        </message>
        <message>
            <source>{file} · before: “{word}”</source>
            <translation>{file} · 之前：“{word}”</translation>
        </message>
        <message>
            <source>{items} is to be stopped by now: ask again for all of that.</source>
            <translation>现在要停止的是 {items}：请为全部重新申请。</translation>
        </message>
        <message>
            <source>{name} keeps a part that is being cancelled</source>
            <translation>{name}要保留的一部分正在被取消</translation>
        </message>
        <message>
            <source>{outcome}; goodwill given</source>
            <translation>{outcome}；已补偿部分款项</translation>
        </message>
        <message>
            <source>{paid}, this order’s share</source>
            <translation>{paid}（此订单分摊）</translation>
        </message>
        <message>
            <source>{purchase} also serves {orders}.</source>
            <translation>{purchase}还对应 {orders}。</translation>
        </message>
        <message>
            <source>{purchase}: files of the same time name different prices: {prices}.</source>
            <translation>{purchase}：同一时间的文件给出了不同的价格：{prices}。</translation>
        </message>
        <message>
            <source>{state} (this order’s part)</source>
            <translation>{state}（仅此订单的部分）</translation>
        </message>
        <message>
            <source>{state} · scanned elsewhere</source>
            <translation>{state} · 扫描地点不符</translation>
        </message>
        <message>
            <source>{supplier} is still asked to cancel {items}. {name} keeps that.</source>
            <translation>仍在向 {supplier} 申请取消 {items}，而{name}要保留它。</translation>
        </message>
        <message>
            <source>{when} (estimate)</source>
            <translation>{when}（预计）</translation>
        </message>
        <message>
            <source>{words} {more}</source>
            <translation>{words}{more}</translation>
        </message>
        <message>
            <source>Something changed at the supplier or in Shopify. Look again before money moves.</source>
            <translation>供应商或 Shopify 那边有变化。动钱之前请再看一次。</translation>
        </message>
        <message>
            <source>Choose whether it is about this order’s part or about all of it.</source>
            <translation>请选择只涉及此订单的部分，还是整张采购单。</translation>
        </message>
        <message>
            <source>Only this order’s part</source>
            <translation>仅此订单的部分</translation>
        </message>
        <message>
            <source>Something else</source>
            <translation>其他原因</translation>
        </message>
        <message>
            <source>Something else changed.</source>
            <translation>其他内容有变化。</translation>
        </message>
        <message>
            <source>Something new was seen after the case was closed.</source>
            <translation>工单关闭后出现了新情况。</translation>
        </message>
        <message>
            <source>Source and date</source>
            <translation>来源与日期</translation>
        </message>
        <message>
            <source>Staff error</source>
            <translation>员工失误</translation>
        </message>
        <message>
            <source>Staff note</source>
            <translation>员工备注</translation>
        </message>
        <message>
            <source>Start a case</source>
            <translation>新建工单</translation>
        </message>
        <message>
            <source>Start a case for the order</source>
            <translation>为该订单新建工单</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Status: {words}</source>
            <translation>状态：{words}</translation>
        </message>
        <message>
            <source>Step {n}</source>
            <translation>第 {n} 步</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步骤</translation>
        </message>
        <message>
            <source>Still cancelled</source>
            <translation>仍为已取消</translation>
        </message>
        <message>
            <source>Still delivered</source>
            <translation>仍为已签收</translation>
        </message>
        <message>
            <source>Still expected back</source>
            <translation>待收回</translation>
        </message>
        <message>
            <source>Still no scan</source>
            <translation>仍无揽收记录</translation>
        </message>
        <message>
            <source>Still not shipped</source>
            <translation>仍未发货</translation>
        </message>
        <message>
            <source>Still nothing ordered</source>
            <translation>仍未采购</translation>
        </message>
        <message>
            <source>Still on its way</source>
            <translation>仍在运输途中</translation>
        </message>
        <message>
            <source>Still open.</source>
            <translation>仍未处理。</translation>
        </message>
        <message>
            <source>Still unpaid</source>
            <translation>仍未付款</translation>
        </message>
        <message>
            <source>Still “{words}”</source>
            <translation>仍为“{words}”</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>库存</translation>
        </message>
        <message>
            <source>Stop %n purchases</source>
            <translation>停止 %n 张采购单</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已拦下</translation>
        </message>
        <message>
            <source>Stopped and refunded</source>
            <translation>已停止并退款</translation>
        </message>
        <message>
            <source>Stopped without a wish: reorder or refund</source>
            <translation>无人要求却已拦下：重新采购或退款</translation>
        </message>
        <message>
            <source>Store</source>
            <translation>店铺</translation>
        </message>
        <message>
            <source>Store found: {name}</source>
            <translation>已找到店铺：{name}</translation>
        </message>
        <message>
            <source>Store: {name}</source>
            <translation>店铺：{name}</translation>
        </message>
        <message>
            <source>Stores</source>
            <translation>店铺</translation>
        </message>
        <message>
            <source>Supplier</source>
            <translation>供应商</translation>
        </message>
        <message>
            <source>Supplier accepted</source>
            <translation>供应商已同意</translation>
        </message>
        <message>
            <source>Supplier asked again</source>
            <translation>已再次联系供应商</translation>
        </message>
        <message>
            <source>Supplier asked to cancel</source>
            <translation>已请供应商取消</translation>
        </message>
        <message>
            <source>Supplier order number</source>
            <translation>供应商订单号</translation>
        </message>
        <message>
            <source>Supplier pays a part</source>
            <translation>供应商退部分款</translation>
        </message>
        <message>
            <source>Supplier refused</source>
            <translation>供应商已拒绝</translation>
        </message>
        <message>
            <source>Supplier’s money received</source>
            <translation>已收到供应商退款</translation>
        </message>
        <message>
            <source>Supplier’s money written off</source>
            <translation>供应商退款已核销</translation>
        </message>
        <message>
            <source>Synced {when}</source>
            <translation>{when} 已同步</translation>
        </message>
        <message>
            <source>Take back what was asked, so that it ships.</source>
            <translation>撤回请求，让货发出。</translation>
        </message>
        <message>
            <source>Take the request back at AliExpress</source>
            <translation>在速卖通撤回申请</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>已撤销</translation>
        </message>
        <message>
            <source>Taken back, message sent</source>
            <translation>已撤回并留言</translation>
        </message>
        <message>
            <source>Takes too long</source>
            <translation>等太久</translation>
        </message>
        <message>
            <source>Taking it back</source>
            <translation>撤回中</translation>
        </message>
        <message>
            <source>Tell the supplier afterwards</source>
            <translation>事后通知供应商</translation>
        </message>
        <message>
            <source>Telling the supplier</source>
            <translation>通知供应商</translation>
        </message>
        <message>
            <source>Test again</source>
            <translation>再次测试</translation>
        </message>
        <message>
            <source>Test connection</source>
            <translation>测试连接</translation>
        </message>
        <message>
            <source>Testing…</source>
            <translation>正在测试…</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>That is no address of a Shopify store. It looks like my-store.myshopify.com.</source>
            <translation>这不是 Shopify 店铺地址。格式如 my-store.myshopify.com。</translation>
        </message>
        <message>
            <source>The amount paid is unknown here: take it from Shopify’s dialog.</source>
            <translation>这里不知道付款金额：以 Shopify 对话框为准。</translation>
        </message>
        <message>
            <source>The amount the customer paid is unknown. Refund by hand in Shopify.</source>
            <translation>客户付款金额未知。请在 Shopify 手动退款。</translation>
        </message>
        <message>
            <source>The amount “{value}” cannot be read.</source>
            <translation>无法读取金额“{value}”。</translation>
        </message>
        <message>
            <source>The answer was too long. Nobody knows yet whether it was done: look.</source>
            <translation>答复过长，还不知道是否完成：请查看。</translation>
        </message>
        <message>
            <source>The app belongs to another organisation. Make it in the store’s own.</source>
            <translation>应用属于另一个组织。请在店铺所属组织中创建。</translation>
        </message>
        <message>
            <source>The app is not installed in this store any more. Install it again.</source>
            <translation>应用已不在此店铺中。请重新安装。</translation>
        </message>
        <message>
            <source>The app lacks a permission for this. Grant it in Shopify, then decide again.</source>
            <translation>应用缺少所需权限。请在 Shopify 授权后重新决定。</translation>
        </message>
        <message>
            <source>The backup {file} cannot be read. Choose another one.</source>
            <translation>备份 {file} 无法读取。请选择另一个。</translation>
        </message>
        <message>
            <source>The bank has taken the money.
Never refund now.</source>
            <translation>银行已划走款项。
切勿再退款。</translation>
        </message>
        <message>
            <source>The calendar file {file} cannot be read. Check its form.</source>
            <translation>日历文件 {file} 无法读取。请检查格式。</translation>
        </message>
        <message>
            <source>The calendar file {file} holds no whole year {year}.</source>
            <translation>日历文件 {file} 不含完整的 {year} 年。</translation>
        </message>
        <message>
            <source>The carrier’s or supplier’s fault: claim it there.</source>
            <translation>承运商或供应商的责任：向对方索赔。</translation>
        </message>
        <message>
            <source>The client ID or the secret has a sign too many. Copy both again.</source>
            <translation>客户端 ID 或密钥多了字符。请重新复制。</translation>
        </message>
        <message>
            <source>The connection broke. Nobody knows yet whether it was done: look.</source>
            <translation>连接中断，还不知道是否完成：请查看。</translation>
        </message>
        <message>
            <source>The connection is not safe: somebody stands between. Nothing was sent.</source>
            <translation>连接不安全：中间有人。没有发送任何内容。</translation>
        </message>
        <message>
            <source>The currency is missing.</source>
            <translation>缺少币种。</translation>
        </message>
        <message>
            <source>The customer cannot have asked in the future.</source>
            <translation>客户提出的时间不能在未来。</translation>
        </message>
        <message>
            <source>The customer keeps it</source>
            <translation>客户保留商品</translation>
        </message>
        <message>
            <source>The customer keeps it after all</source>
            <translation>客户还是要保留</translation>
        </message>
        <message>
            <source>The customer keeps it.</source>
            <translation>客户保留商品。</translation>
        </message>
        <message>
            <source>The customer knows</source>
            <translation>客户已知晓</translation>
        </message>
        <message>
            <source>The customer wants to cancel</source>
            <translation>客户要求取消</translation>
        </message>
        <message>
            <source>The data could not be brought up to date. Nothing was changed; a backup stands beside it.</source>
            <translation>数据无法升级。没有任何变化，旁边有备份。</translation>
        </message>
        <message>
            <source>The data file is damaged. Close DropDesk and restore a backup.</source>
            <translation>数据文件已损坏。请关闭 DropDesk 并恢复备份。</translation>
        </message>
        <message>
            <source>The data folder is open on {host} already. Close DropDesk there first.</source>
            <translation>数据文件夹已在 {host} 上打开。请先关闭那里的 DropDesk。</translation>
        </message>
        <message>
            <source>The data folder {folder} belongs to another user. Choose your own.</source>
            <translation>数据文件夹 {folder} 属于其他用户。请选择自己的文件夹。</translation>
        </message>
        <message>
            <source>The data folder {folder} is a link. Choose a real folder.</source>
            <translation>数据文件夹 {folder} 是链接。请选择真实文件夹。</translation>
        </message>
        <message>
            <source>The date cannot be read.</source>
            <translation>无法读取日期。</translation>
        </message>
        <message>
            <source>The date is missing.</source>
            <translation>缺少日期。</translation>
        </message>
        <message>
            <source>The demo needs no secrets.</source>
            <translation>演示不需要任何机密。</translation>
        </message>
        <message>
            <source>The disk is full. Free some space: nothing is sent before it can be written down.</source>
            <translation>磁盘已满。请腾出空间：无法记录之前不会发送任何内容。</translation>
        </message>
        <message>
            <source>The dispute is lost</source>
            <translation>纠纷败诉</translation>
        </message>
        <message>
            <source>The dispute is won</source>
            <translation>纠纷胜诉</translation>
        </message>
        <message>
            <source>The dispute runs.
It will be hard to win.</source>
            <translation>纠纷进行中。
胜算不大。</translation>
        </message>
        <message>
            <source>The dispute runs.
You should win.</source>
            <translation>纠纷进行中。
您应该会胜诉。</translation>
        </message>
        <message>
            <source>The file cannot be read.</source>
            <translation>无法读取文件。</translation>
        </message>
        <message>
            <source>The file is not UTF-8 text. Export it again.</source>
            <translation>文件不是 UTF-8 文本。请重新导出。</translation>
        </message>
        <message>
            <source>The file is too big.</source>
            <translation>文件太大。</translation>
        </message>
        <message>
            <source>The first row does not name the columns.</source>
            <translation>第一行不是列名。</translation>
        </message>
        <message>
            <source>The first row of this order is missing.</source>
            <translation>缺少此订单的第一行。</translation>
        </message>
        <message>
            <source>The fulfilment is recalled.</source>
            <translation>发货已召回。</translation>
        </message>
        <message>
            <source>The fulfilment request is gone. Look at the order in Shopify.</source>
            <translation>发货请求已不存在。请在 Shopify 查看订单。</translation>
        </message>
        <message>
            <source>The fulfilment service refused the recall. Refund items instead.</source>
            <translation>仓配服务拒绝召回。请改退商品款。</translation>
        </message>
        <message>
            <source>The fulfilment service was asked.
No answer yet.</source>
            <translation>已要求仓配服务停止。
尚无回复。</translation>
        </message>
        <message>
            <source>The goods stay.</source>
            <translation>商品不用退回。</translation>
        </message>
        <message>
            <source>The header again, not a row.</source>
            <translation>这是重复的表头，不是数据行。</translation>
        </message>
        <message>
            <source>The keyring does not answer. Start it or log in anew, then check again.</source>
            <translation>密钥环没有应答。请启动它或重新登录，然后再次检查。</translation>
        </message>
        <message>
            <source>The keyring is locked. Unlock it, then check again.</source>
            <translation>密钥环已锁定。请解锁后再次检查。</translation>
        </message>
        <message>
            <source>The keys of {store} are not read from the keyring yet. Nothing was sent. Wait a moment.</source>
            <translation>还没有从密钥环读到 {store} 的密钥。没有发送任何内容。请稍等。</translation>
        </message>
        <message>
            <source>The main next action</source>
            <translation>执行主要的下一步</translation>
        </message>
        <message>
            <source>The money goes back.</source>
            <translation>把钱退回。</translation>
        </message>
        <message>
            <source>The next import or sync shows whether it is done.</source>
            <translation>下次导入或同步会显示是否完成。</translation>
        </message>
        <message>
            <source>The order goes its way.</source>
            <translation>订单照常进行。</translation>
        </message>
        <message>
            <source>The order has no lines.</source>
            <translation>订单没有商品行。</translation>
        </message>
        <message>
            <source>The order is cancelled in Shopify already. Nothing was sent.</source>
            <translation>订单已在 Shopify 取消。没有发送任何内容。</translation>
        </message>
        <message>
            <source>The order is fulfilled: Shopify does not cancel it. Refund items instead.</source>
            <translation>订单已发货：Shopify 不能取消。请改退商品款。</translation>
        </message>
        <message>
            <source>The order itself stays.</source>
            <translation>订单本身保留。</translation>
        </message>
        <message>
            <source>The order names another number</source>
            <translation>订单中还有另一个号码</translation>
        </message>
        <message>
            <source>The order names another number.
Say whether it is yours.</source>
            <translation>订单中还有另一个号码。
请确认是不是您的。</translation>
        </message>
        <message>
            <source>The order names another number. Say first whether it is yours.</source>
            <translation>订单中还有另一个号码。请先确认是不是您的。</translation>
        </message>
        <message>
            <source>The order names another number. Say whether it is yours before money moves.</source>
            <translation>订单中还有另一个号码。请在动用款项前确认是不是您的。</translation>
        </message>
        <message>
            <source>The order names another number: {number}. Is it a purchase of yours?</source>
            <translation>订单中还有另一个号码：{number}。这是您的采购单吗？</translation>
        </message>
        <message>
            <source>The order names another number: {value}. Say first whether it is yours.</source>
            <translation>订单中还有另一个号码：{value}。请先确认是不是您的。</translation>
        </message>
        <message>
            <source>The order number was damaged by a spreadsheet (like 8.19E+15). Export again and do not open it there.</source>
            <translation>订单号被电子表格损坏（如 8.19E+15）。请重新导出，不要用电子表格打开。</translation>
        </message>
        <message>
            <source>The order stays as it is.</source>
            <translation>订单保持不变。</translation>
        </message>
        <message>
            <source>The orders could not be read</source>
            <translation>无法读取订单</translation>
        </message>
        <message>
            <source>The page offers a dispute</source>
            <translation>页面可以发起纠纷</translation>
        </message>
        <message>
            <source>The page says something else</source>
            <translation>页面显示其他内容</translation>
        </message>
        <message>
            <source>The page shows the dispute’s dates</source>
            <translation>页面显示纠纷日期</translation>
        </message>
        <message>
            <source>The parcel is on its way. Accept the loss first, or claim it from the supplier.</source>
            <translation>包裹在途中。请先接受损失，或向供应商索赔。</translation>
        </message>
        <message>
            <source>The time for a dispute is over.</source>
            <translation>开启纠纷的期限已过。</translation>
        </message>
        <message>
            <source>Then a dispute is possible.</source>
            <translation>此时可以发起纠纷。</translation>
        </message>
        <message>
            <source>This purchase also serves {orders}.</source>
            <translation>这张采购单还用于 {orders}。</translation>
        </message>
        <message>
            <source>Tick the e-mail to the customer.</source>
            <translation>勾选给客户发邮件。</translation>
        </message>
        <message>
            <source>Tick “Restock”.</source>
            <translation>勾选“重新入库”。</translation>
        </message>
        <message>
            <source>Too early to tell: it may still arrive. Look again from {time}.</source>
            <translation>现在还无法判断：请求可能稍后到达。请在 {time} 之后再看。</translation>
        </message>
        <message>
            <source>Too early to tell: it may still arrive. Look again in a minute.</source>
            <translation>现在还无法判断：请求可能稍后到达。请一分钟后再看。</translation>
        </message>
        <message>
            <source>Too early: Shopify may still do it. Look again after {time}, then say so.</source>
            <translation>太早了：Shopify 可能仍会执行。{time} 之后再查看，然后再说。</translation>
        </message>
        <message>
            <source>Two rows of the same time say different things of it. Check it in Shopify.</source>
            <translation>同一时间的两行内容互相矛盾，请在 Shopify 中核对。</translation>
        </message>
        <message>
            <source>Two rows or files of the same time say different things of it. Look at its page at AliExpress.</source>
            <translation>同一时间的两行或两个文件说法不一致。请到速卖通查看该订单页面。</translation>
        </message>
        <message>
            <source>Type the number of the new purchase, or go on without buying again.</source>
            <translation>输入新采购单号，或不再采购直接继续。</translation>
        </message>
        <message>
            <source>Untick the e-mail to the customer.</source>
            <translation>取消勾选给客户发邮件。</translation>
        </message>
        <message>
            <source>Untick “Restock”.</source>
            <translation>取消勾选“重新入库”。</translation>
        </message>
        <message>
            <source>Were the files exported after you did this?</source>
            <translation>这些文件是在您操作之后导出的吗？</translation>
        </message>
        <message>
            <source>What you did by hand is not there: a newer look shows the order untouched.</source>
            <translation>没有看到您手动完成的操作：较新的数据显示订单没有变化。</translation>
        </message>
        <message>
            <source>Whose number is it?</source>
            <translation>确认这个号码</translation>
        </message>
        <message>
            <source>Yes, link it</source>
            <translation>是，关联它</translation>
        </message>
        <message>
            <source>You did it {when}. An export made after that shows it, and the case goes on.</source>
            <translation>您的操作时间：{when}。之后导出的文件会显示它，案件随即继续。</translation>
        </message>
        <message>
            <source>You did it {when}. The next sync shows it, and the case goes on.</source>
            <translation>您的操作时间：{when}。下次同步会显示它，案件随即继续。</translation>
        </message>
        <message>
            <source>You said what comes back from the supplier</source>
            <translation>您说明了供应商将退回的金额</translation>
        </message>
        <message>
            <source>about {when}</source>
            <translation>约{when}</translation>
        </message>
        <message>
            <source>since {when}</source>
            <translation>自{when}</translation>
        </message>
        <message>
            <source>{amount} is left now. {sent}</source>
            <translation>现在还剩 {amount}。{sent}</translation>
        </message>
        <message>
            <source>{amount} refunded, seen in a file</source>
            <translation>已退款 {amount}，见于文件</translation>
        </message>
        <message>
            <source>{left}, since {when}.</source>
            <translation>{left}，自{when}。</translation>
        </message>
        <message>
            <source>{money}; {goods}</source>
            <translation>{money}；{goods}</translation>
        </message>
        <message>
            <source>{name}: {what}</source>
            <translation>{name}：{what}</translation>
        </message>
        <message>
            <source>Send again safely</source>
            <translation>安全重发</translation>
        </message>
        <message>
            <source>A dispute can be opened from {start} until {end}.</source>
            <translation>可开启纠纷：{start}至 {end}。</translation>
        </message>
        <message>
            <source>A dispute can be opened from {start}.</source>
            <translation>{start}起可开启纠纷。</translation>
        </message>
        <message>
            <source>A dispute can be opened now.</source>
            <translation>现在可开启纠纷。</translation>
        </message>
        <message>
            <source>A dispute can be opened until {end}.</source>
            <translation>可开启纠纷至 {end}。</translation>
        </message>
        <message>
            <source>A refund failed · {amount} is owed</source>
            <translation>退款失败 · 仍需退 {amount}</translation>
        </message>
        <message>
            <source>A refund failed.
The money is still owed.</source>
            <translation>退款失败。
仍需退款给客户。</translation>
        </message>
        <message>
            <source>After the deadline shipping is not proven.</source>
            <translation>过期后视为尚未证实发货。</translation>
        </message>
        <message>
            <source>After the deadline: ask again, or it closes.</source>
            <translation>过期后：可再次申请，或等其自动关闭。</translation>
        </message>
        <message>
            <source>An e-mail follows. The refund clock starts.</source>
            <translation>随后会有邮件。退款开始计时。</translation>
        </message>
        <message>
            <source>At most 255 characters; these are {n}.</source>
            <translation>最多 255 个字符，现有 {n} 个。</translation>
        </message>
        <message>
            <source>Back the way you paid</source>
            <translation>退回原付款方式</translation>
        </message>
        <message>
            <source>Cancel it after all</source>
            <translation>还是要取消</translation>
        </message>
        <message>
            <source>Cancelled and refunded in part.</source>
            <translation>已取消，部分退款。</translation>
        </message>
        <message>
            <source>Cancelled. A refund is on its way.</source>
            <translation>已取消，退款途中。</translation>
        </message>
        <message>
            <source>Case discarded: nothing was asked</source>
            <translation>工单已放弃：没有申请过取消</translation>
        </message>
        <message>
            <source>Done in Shopify.
The supplier’s money is still awaited.</source>
            <translation>Shopify 已处理完毕。
还在等供应商退款。</translation>
        </message>
        <message>
            <source>Hard to win: it was sent before.</source>
            <translation>之前已经发出：纠纷胜算小。</translation>
        </message>
        <message>
            <source>I know when</source>
            <translation>我知道时间</translation>
        </message>
        <message>
            <source>No number in time proves nothing yet: look then, and ask again. It may close by itself.</source>
            <translation>逾期未给单号还不能证明什么：届时请查看并再次申请，订单也可能自动关闭。</translation>
        </message>
        <message>
            <source>No: {number}</source>
            <translation>不是：{number}</translation>
        </message>
        <message>
            <source>Nothing was asked.</source>
            <translation>没有申请过取消。</translation>
        </message>
        <message>
            <source>Refunded, and the parcel went out</source>
            <translation>已退款，但包裹已发出</translation>
        </message>
        <message>
            <source>Refund…</source>
            <translation>退款…</translation>
        </message>
        <message>
            <source>Reorder or refund…</source>
            <translation>重新下单或退款…</translation>
        </message>
        <message>
            <source>Reorder…</source>
            <translation>重新下单…</translation>
        </message>
        <message>
            <source>Save what I saw</source>
            <translation>保存所见</translation>
        </message>
        <message>
            <source>Send it back by {day}, with tracking</source>
            <translation>请在 {day} 前寄回，并使用可跟踪物流</translation>
        </message>
        <message>
            <source>Sent after that day: you should win.</source>
            <translation>在那天之后才发货：您应胜诉。</translation>
        </message>
        <message>
            <source>Sent · not known yet</source>
            <translation>已发出 · 结果未知</translation>
        </message>
        <message>
            <source>Sent, not known yet.
Check what became of it.</source>
            <translation>已发出，结果未知。
查一下结果如何。</translation>
        </message>
        <message>
            <source>Set {amount}</source>
            <translation>填写 {amount}</translation>
        </message>
        <message>
            <source>Shopify could not cancel it. Check the amounts, then decide again.</source>
            <translation>Shopify 无法取消该订单。请核对金额后重新决定。</translation>
        </message>
        <message>
            <source>Shopify did not cancel it, but money went back. Check the amounts, then decide again.</source>
            <translation>Shopify 没有取消该订单，但有钱退了回去。请核对金额后重新决定。</translation>
        </message>
        <message>
            <source>Shopify did not cancel it, but {amount} went back, {when}. The amounts here are new.</source>
            <translation>Shopify 没有取消该订单，但 {amount} 已退回（{when}）。这里的金额是新的。</translation>
        </message>
        <message>
            <source>Shopify did not do what you pressed: the cancellation and the refund of {amount}.</source>
            <translation>Shopify 没有执行您点击的操作：取消订单和 {amount} 的退款。</translation>
        </message>
        <message>
            <source>Shopify did not do what you pressed: the cancellation.</source>
            <translation>Shopify 没有执行您点击的操作：取消订单。</translation>
        </message>
        <message>
            <source>Shopify did not do what you pressed: the refund of {amount}.</source>
            <translation>Shopify 没有执行您点击的操作：{amount} 的退款。</translation>
        </message>
        <message>
            <source>Shopify was not reached: nothing is known yet. Check the connection, then check again.</source>
            <translation>未能连接 Shopify，结果仍未知。请检查网络后再查看。</translation>
        </message>
        <message>
            <source>So nobody ships before reading the request. “Open order” copies this.</source>
            <translation>免得有人没看到申请就发货。点“打开订单”会复制这段留言。</translation>
        </message>
        <message>
            <source>Somebody refunded {amount} in Shopify {when}. {left} is left. {sent}</source>
            <translation>有人{when}在 Shopify 退款 {amount}。还剩 {left}。{sent}</translation>
        </message>
        <message>
            <source>Somebody refunded {amount} in Shopify. {left} is left. {sent}</source>
            <translation>有人在 Shopify 退款 {amount}。还剩 {left}。{sent}</translation>
        </message>
        <message>
            <source>Something changed</source>
            <translation>有变化</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>排序方式</translation>
        </message>
        <message>
            <source>Still unclear when you looked.
Look again tomorrow.</source>
            <translation>看过了，仍不清楚。
明天再看。</translation>
        </message>
        <message>
            <source>Stopped and refunded in part</source>
            <translation>已停止并部分退款</translation>
        </message>
        <message>
            <source>Stopped, but nobody asked for it.
Reorder it, or refund.</source>
            <translation>已停止，但没有人要求取消。
请重新下单或退款。</translation>
        </message>
        <message>
            <source>Stopped, not refunded</source>
            <translation>已停止，未退款</translation>
        </message>
        <message>
            <source>Stopped; the bank took the money back</source>
            <translation>已停止；银行已收回款项</translation>
        </message>
        <message>
            <source>Stopped; the customer had not paid</source>
            <translation>已停止；客户没有付款</translation>
        </message>
        <message>
            <source>Supplier asked again (request {n})</source>
            <translation>再次向供应商申请取消（第 {n} 次）</translation>
        </message>
        <message>
            <source>Taken back: message sent</source>
            <translation>已撤销：消息已发</translation>
        </message>
        <message>
            <source>Taken back: request sent</source>
            <translation>已撤销：申请已发</translation>
        </message>
        <message>
            <source>Taken back: the answer</source>
            <translation>已撤销：答复</translation>
        </message>
        <message>
            <source>Taken back: {what}</source>
            <translation>已撤销：{what}</translation>
        </message>
        <message>
            <source>Taken off the order by an edit</source>
            <translation>编辑订单时已移除</translation>
        </message>
        <message>
            <source>Taken off the order by an edit.</source>
            <translation>编辑订单时已移除。</translation>
        </message>
        <message>
            <source>Taken off the order · may still ship</source>
            <translation>已从订单移除 · 仍可能发货</translation>
        </message>
        <message>
            <source>Taken off the order · parcel went out</source>
            <translation>已从订单移除 · 包裹已发出</translation>
        </message>
        <message>
            <source>Taken off the order.
Nothing is left to do.</source>
            <translation>已从订单移除。
没有别的要做了。</translation>
        </message>
        <message>
            <source>Taken off · was it ever bought?</source>
            <translation>已移除 · 当初采购了吗？</translation>
        </message>
        <message>
            <source>The amount is too large for the payment provider.</source>
            <translation>金额过大，支付服务商不接受。</translation>
        </message>
        <message>
            <source>The amount is too small for the payment provider.</source>
            <translation>金额过小，支付服务商不接受。</translation>
        </message>
        <message>
            <source>The authorization of the payment has expired.</source>
            <translation>这笔付款的授权已过期。</translation>
        </message>
        <message>
            <source>The bank never asked, or it was only an inquiry.</source>
            <translation>银行从未要求过，或只是一次查询。</translation>
        </message>
        <message>
            <source>The bank took money back, first seen {when}; nobody tells how much.</source>
            <translation>银行拿回了钱，首次看到：{when}；金额多少没有人说明。</translation>
        </message>
        <message>
            <source>The bank took money back; nobody tells how much.</source>
            <translation>银行拿回了钱，金额多少没有人说明。</translation>
        </message>
        <message>
            <source>The bank took the money back</source>
            <translation>款项被银行收回</translation>
        </message>
        <message>
            <source>The bank took the money back (chargeback)</source>
            <translation>银行已把钱收回（拒付）</translation>
        </message>
        <message>
            <source>The bank took the money back.</source>
            <translation>款项被银行收回。</translation>
        </message>
        <message>
            <source>The bank took the money back.
Cancel without refund.</source>
            <translation>款项被银行收回。
取消订单，不退款。</translation>
        </message>
        <message>
            <source>The bank took the money · ever bought?</source>
            <translation>银行收回款项 · 采购了吗？</translation>
        </message>
        <message>
            <source>The bank took the money · may still ship</source>
            <translation>银行收回款项 · 仍可能发货</translation>
        </message>
        <message>
            <source>The bank took the money · not cancelled</source>
            <translation>银行收回款项 · 尚未取消</translation>
        </message>
        <message>
            <source>The bank took the money · parcel went out</source>
            <translation>银行收回款项 · 包裹已发出</translation>
        </message>
        <message>
            <source>The card number is not right.</source>
            <translation>卡号不正确。</translation>
        </message>
        <message>
            <source>The card’s PIN is not right.</source>
            <translation>银行卡密码不正确。</translation>
        </message>
        <message>
            <source>The card’s address is not right.</source>
            <translation>银行卡的地址不正确。</translation>
        </message>
        <message>
            <source>The card’s expiry date is not right.</source>
            <translation>银行卡的有效期不正确。</translation>
        </message>
        <message>
            <source>The card’s postal code is not right.</source>
            <translation>银行卡的邮政编码不正确。</translation>
        </message>
        <message>
            <source>The card’s security code is not right.</source>
            <translation>银行卡的安全码不正确。</translation>
        </message>
        <message>
            <source>The customer has the money.</source>
            <translation>客户已拿回款项。</translation>
        </message>
        <message>
            <source>The customer has to ask their bank.</source>
            <translation>客户需要联系其银行。</translation>
        </message>
        <message>
            <source>The customer keeps the money that it took back.</source>
            <translation>客户保留被拿回的钱。</translation>
        </message>
        <message>
            <source>The customer wants to cancel after all</source>
            <translation>客户还是要取消</translation>
        </message>
        <message>
            <source>The customer withdraws the wish</source>
            <translation>客户撤回取消要求</translation>
        </message>
        <message>
            <source>The customer’s bank declined it.</source>
            <translation>客户的银行拒绝了。</translation>
        </message>
        <message>
            <source>The customer’s bank took money back (chargeback), first seen {when}. Nobody tells how much.</source>
            <translation>客户的银行拿回了钱（拒付），首次看到：{when}。金额多少，没有人说明。</translation>
        </message>
        <message>
            <source>The customer’s card has expired.</source>
            <translation>客户的银行卡已过期。</translation>
        </message>
        <message>
            <source>The customer’s card is blocked.</source>
            <translation>客户的银行卡已被冻结。</translation>
        </message>
        <message>
            <source>The customer’s payment method does not support it.</source>
            <translation>客户的付款方式不支持。</translation>
        </message>
        <message>
            <source>The customer’s payment method is not available now.</source>
            <translation>客户的付款方式目前不可用。</translation>
        </message>
        <message>
            <source>The customer’s payment method is not valid.</source>
            <translation>客户的付款方式无效。</translation>
        </message>
        <message>
            <source>The dispute ended in your favor.
Type the amount.</source>
            <translation>纠纷判您胜诉。
请填写金额。</translation>
        </message>
        <message>
            <source>The dispute runs.
No scan shows so far that it was sent.</source>
            <translation>纠纷正在进行。
目前没有扫描记录表明已发货。</translation>
        </message>
        <message>
            <source>The goods may still go out.</source>
            <translation>货物仍可能发出。</translation>
        </message>
        <message>
            <source>The money stays with you, or came back to you.</source>
            <translation>钱仍归您，或已退回给您。</translation>
        </message>
        <message>
            <source>The number is demanded.
None by then: look, ask again.</source>
            <translation>已索要物流单号。
逾期未给：查看后再次申请。</translation>
        </message>
        <message>
            <source>The order is cancelled.</source>
            <translation>订单已取消。</translation>
        </message>
        <message>
            <source>The page names a date</source>
            <translation>页面写明了日期</translation>
        </message>
        <message>
            <source>The parcel was scanned</source>
            <translation>包裹已有揽收记录</translation>
        </message>
        <message>
            <source>The parcel went out.</source>
            <translation>包裹已发出。</translation>
        </message>
        <message>
            <source>The payment account is in test mode, the card is a real one.</source>
            <translation>收款账户处于测试模式，而银行卡是真实的。</translation>
        </message>
        <message>
            <source>The payment provider could not do it.</source>
            <translation>支付服务商未能完成。</translation>
        </message>
        <message>
            <source>The payment provider could not verify it.</source>
            <translation>支付服务商未能通过验证。</translation>
        </message>
        <message>
            <source>The payment provider does not accept this amount.</source>
            <translation>支付服务商不接受这个金额。</translation>
        </message>
        <message>
            <source>The payment provider does not accept this country.</source>
            <translation>支付服务商不接受这个国家/地区。</translation>
        </message>
        <message>
            <source>The payment provider does not accept this currency.</source>
            <translation>支付服务商不接受这种货币。</translation>
        </message>
        <message>
            <source>The payment provider does not allow it for this kind of purchase.</source>
            <translation>支付服务商不允许对此类交易这样做。</translation>
        </message>
        <message>
            <source>The payment provider does not support it.</source>
            <translation>支付服务商不支持。</translation>
        </message>
        <message>
            <source>The payment provider refused it.</source>
            <translation>支付服务商拒绝了。</translation>
        </message>
        <message>
            <source>The payment provider refused the refund. Look at the payment in Shopify.</source>
            <translation>支付服务商拒绝退款。请在 Shopify 查看付款。</translation>
        </message>
        <message>
            <source>The payment provider suspects fraud.</source>
            <translation>支付服务商怀疑存在欺诈。</translation>
        </message>
        <message>
            <source>The payment provider wants it verified first.</source>
            <translation>支付服务商要求先验证。</translation>
        </message>
        <message>
            <source>The payment provider’s account is not set up for it.</source>
            <translation>支付服务商的账户设置不支持。</translation>
        </message>
        <message>
            <source>The payment was cancelled.</source>
            <translation>这笔付款已取消。</translation>
        </message>
        <message>
            <source>The quantity “{value}” cannot be read.</source>
            <translation>无法读取数量“{value}”。</translation>
        </message>
        <message>
            <source>The recall is asked</source>
            <translation>已请求召回</translation>
        </message>
        <message>
            <source>The refund clock starts.</source>
            <translation>退款计时开始。</translation>
        </message>
        <message>
            <source>The refund is on its way.
Nothing to do but wait.</source>
            <translation>退款正在途中。
只需等待。</translation>
        </message>
        <message>
            <source>The refund is there</source>
            <translation>退款已存在</translation>
        </message>
        <message>
            <source>The refund was not sent: decide again.</source>
            <translation>退款没有发送：请重新决定。</translation>
        </message>
        <message>
            <source>The refund went through. This is what is left.</source>
            <translation>退款已成功。以下是剩余部分。</translation>
        </message>
        <message>
            <source>The row has more cells than the header names.</source>
            <translation>此行的单元格多于表头列数。</translation>
        </message>
        <message>
            <source>The row is empty.</source>
            <translation>此行为空。</translation>
        </message>
        <message>
            <source>The scan was at another place: it counts as none. Ask the supplier.</source>
            <translation>扫描地点不符，不算数。请询问供应商。</translation>
        </message>
        <message>
            <source>The seller answers a dispute within</source>
            <translation>卖家答复纠纷的期限</translation>
        </message>
        <message>
            <source>The seller must answer</source>
            <translation>等卖家答复</translation>
        </message>
        <message>
            <source>The seller’s answer</source>
            <translation>卖家的答复</translation>
        </message>
        <message>
            <source>The shop side is done.
Tell the supplier.</source>
            <translation>店铺一侧已完成。
请通知供应商。</translation>
        </message>
        <message>
            <source>The supplier</source>
            <translation>供应商</translation>
        </message>
        <message>
            <source>The supplier cannot call the parcel back.</source>
            <translation>供应商无法召回包裹。</translation>
        </message>
        <message>
            <source>The supplier comes first again.</source>
            <translation>又要先找供应商。</translation>
        </message>
        <message>
            <source>The supplier may still ship. Refunding now could cost you the goods.</source>
            <translation>供应商仍可能发货。现在退款可能白送商品。</translation>
        </message>
        <message>
            <source>The supplier must ship within</source>
            <translation>供应商须在此期限内发货</translation>
        </message>
        <message>
            <source>The supplier paid for purchase {value}: it stays linked.</source>
            <translation>供应商已为采购单 {value} 退款：保持关联。</translation>
        </message>
        <message>
            <source>The supplier refused</source>
            <translation>供应商拒绝了</translation>
        </message>
        <message>
            <source>The supplier refused.
Demand the tracking number.</source>
            <translation>供应商拒绝了。
请要求提供运单号。</translation>
        </message>
        <message>
            <source>The supplier was asked.
No answer yet.</source>
            <translation>已联系供应商，
尚无答复。</translation>
        </message>
        <message>
            <source>The supplier’s fault: claim it there.</source>
            <translation>供应商的责任：向其索赔。</translation>
        </message>
        <message>
            <source>The supplier’s refund</source>
            <translation>供应商退款</translation>
        </message>
        <message>
            <source>The supplier’s refund comes at the earliest after</source>
            <translation>供应商退款最早到账时间</translation>
        </message>
        <message>
            <source>The supplier’s refund is long overdue after</source>
            <translation>供应商退款超过此时间为严重逾期</translation>
        </message>
        <message>
            <source>The supplier’s refund is overdue</source>
            <translation>供应商退款已逾期</translation>
        </message>
        <message>
            <source>The supplier’s refund is overdue after</source>
            <translation>供应商退款超过此时间为逾期</translation>
        </message>
        <message>
            <source>The supplier’s refund is overdue after this</source>
            <translation>供应商退款此后即为逾期</translation>
        </message>
        <message>
            <source>The token is not in the keyring any more. Connect the store again.</source>
            <translation>密钥环里已没有令牌。请重新连接店铺。</translation>
        </message>
        <message>
            <source>The wish changed. Check the purchases it needs.</source>
            <translation>取消范围变了。请核对所需的采购单。</translation>
        </message>
        <message>
            <source>Their reason</source>
            <translation>对方理由</translation>
        </message>
        <message>
            <source>There is a number, but no scan</source>
            <translation>有运单号，但无揽收</translation>
        </message>
        <message>
            <source>There is a purchase after all</source>
            <translation>其实有采购单</translation>
        </message>
        <message>
            <source>There is no AliExpress order number in this: it has 13 to 19 digits.</source>
            <translation>其中没有速卖通订单号（应为 13 至 19 位数字）。</translation>
        </message>
        <message>
            <source>There is no keyring here. Install GNOME Keyring or KWallet, log in anew, then check again.</source>
            <translation>这里没有密钥环。请安装 GNOME Keyring 或 KWallet，重新登录后再次检查。</translation>
        </message>
        <message>
            <source>There is no order name in this row.</source>
            <translation>此行没有订单名称。</translation>
        </message>
        <message>
            <source>There is no order number in this row.</source>
            <translation>此行没有订单号。</translation>
        </message>
        <message>
            <source>There was not enough money on the account.</source>
            <translation>账户余额不足。</translation>
        </message>
        <message>
            <source>These permissions are missing: {missing}.</source>
            <translation>缺少这些权限：{missing}。</translation>
        </message>
        <message>
            <source>They do not show it, and cannot tell whether they are newer.</source>
            <translation>文件里没有这件事，也看不出文件是否更新。</translation>
        </message>
        <message>
            <source>They do not want to lose the sale</source>
            <translation>不想丢掉这单生意</translation>
        </message>
        <message>
            <source>They gave a number</source>
            <translation>给了运单号</translation>
        </message>
        <message>
            <source>They pay a part</source>
            <translation>对方退一部分</translation>
        </message>
        <message>
            <source>Think twice: is it reasonable?</source>
            <translation>三思：合理吗？</translation>
        </message>
        <message>
            <source>This address is for developers only. Type the store’s address.</source>
            <translation>此地址仅供开发者使用。请输入店铺地址。</translation>
        </message>
        <message>
            <source>This amount cannot go back. Check the amount.</source>
            <translation>不能退这个金额。请核对。</translation>
        </message>
        <message>
            <source>This case changed meanwhile. What you see now is the newest; decide again.</source>
            <translation>工单在此期间有变化。现在显示的是最新状态，请重新决定。</translation>
        </message>
        <message>
            <source>This computer’s clock is wrong. Set it right, then try again.</source>
            <translation>这台电脑的时钟不准。请校正后再试。</translation>
        </message>
        <message>
            <source>This computer’s clock says {here}, Shopify’s {server}. Set the clock right, then try again.</source>
            <translation>这台电脑的时间是 {here}，Shopify 是 {server}。请校正后再试。</translation>
        </message>
        <message>
            <source>This is an Excel file. Export CSV, and do not open it in a spreadsheet.</source>
            <translation>这是 Excel 文件。请导出 CSV，不要用表格软件打开。</translation>
        </message>
        <message>
            <source>This is not possible at this point of the case. Nothing was changed.</source>
            <translation>工单目前不能这样做。没有任何变化。</translation>
        </message>
        <message>
            <source>This is the demo: its store is invented and cannot be left from here. Close it to connect your own.</source>
            <translation>这是演示：店铺是虚构的，无法在此切换。关闭演示即可连接您自己的店铺。</translation>
        </message>
        <message>
            <source>This is the store’s own domain. Type the one that ends in .myshopify.com.</source>
            <translation>这是店铺自己的域名。请输入以 .myshopify.com 结尾的地址。</translation>
        </message>
        <message>
            <source>This item is not part of the order any more. Look at the newest state.</source>
            <translation>此商品已不在订单中。请看最新状态。</translation>
        </message>
        <message>
            <source>This lies in the future. Type when it happened.</source>
            <translation>这是未来的时间。请输入实际发生的时间。</translation>
        </message>
        <message>
            <source>This order has an open case already. Work on in that one.</source>
            <translation>此订单已有进行中的工单。请在那里继续。</translation>
        </message>
        <message>
            <source>This order is too large for one question to Shopify. Do it in the admin.</source>
            <translation>此订单太大，无法一次查询。请在后台处理。</translation>
        </message>
        <message>
            <source>This order was cancelled in Shopify, and not from here.</source>
            <translation>此订单已在 Shopify 取消，并非在此操作。</translation>
        </message>
        <message>
            <source>This purchase is not part of the order any more. Look at the newest state.</source>
            <translation>这张采购单已不属于此订单。请看最新状态。</translation>
        </message>
        <message>
            <source>This sheet</source>
            <translation>本帮助</translation>
        </message>
        <message>
            <source>This supplier is told afterwards: cancel in Shopify first.</source>
            <translation>这个供应商事后通知：先在 Shopify 取消。</translation>
        </message>
        <message>
            <source>This token belongs to another store. Check the address.</source>
            <translation>此令牌属于另一家店铺。请核对地址。</translation>
        </message>
        <message>
            <source>This will happen</source>
            <translation>将会发生</translation>
        </message>
        <message>
            <source>Tick</source>
            <translation>勾选</translation>
        </message>
        <message>
            <source>Tick what is taken back</source>
            <translation>勾选已撤回的</translation>
        </message>
        <message>
            <source>Tick what the purchase serves.</source>
            <translation>请勾选这笔采购对应的商品。</translation>
        </message>
        <message>
            <source>Time for the first scan</source>
            <translation>首次揽收的时限</translation>
        </message>
        <message>
            <source>Time for the number</source>
            <translation>提供单号的时限</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>To do</source>
            <translation>待办</translation>
        </message>
        <message>
            <source>To send it again, look once more: it must still be so</source>
            <translation>要再次发送，请先再看一次：情况须仍然如此</translation>
        </message>
        <message>
            <source>To the orders</source>
            <translation>回到订单</translation>
        </message>
        <message>
            <source>To {name}</source>
            <translation>退给 {name}</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>Today {time}</source>
            <translation>今天 {time}</translation>
        </message>
        <message>
            <source>Tokens are kept</source>
            <translation>令牌保存于</translation>
        </message>
        <message>
            <source>Tokens are secrets that move money. They are kept by this computer’s own keyring, or not at all.</source>
            <translation>令牌可以动用资金，属于机密：只保存在本机密钥环中，否则不保存。</translation>
        </message>
        <message>
            <source>Too late</source>
            <translation>已来不及</translation>
        </message>
        <message>
            <source>Too late to ask</source>
            <translation>来不及请求了</translation>
        </message>
        <message>
            <source>Too late to stop it</source>
            <translation>已来不及阻止</translation>
        </message>
        <message>
            <source>Too late to stop it.</source>
            <translation>已来不及拦截。</translation>
        </message>
        <message>
            <source>Too old to be sent again safely. Look into Shopify, then refund by hand.</source>
            <translation>时间太久，不能安全重发。请到 Shopify 查看后手动退款。</translation>
        </message>
        <message>
            <source>Tracking</source>
            <translation>物流</translation>
        </message>
        <message>
            <source>Tracking no.</source>
            <translation>运单号</translation>
        </message>
        <message>
            <source>Tracking number</source>
            <translation>运单号码</translation>
        </message>
        <message>
            <source>Tracking number demanded</source>
            <translation>已要求提供运单号</translation>
        </message>
        <message>
            <source>Tracking number given</source>
            <translation>已提供运单号</translation>
        </message>
        <message>
            <source>Tracking number given: {number}</source>
            <translation>已给运单号：{number}</translation>
        </message>
        <message>
            <source>Tracking numbers</source>
            <translation>运单号</translation>
        </message>
        <message>
            <source>Tracking page</source>
            <translation>物流页面</translation>
        </message>
        <message>
            <source>Tracking, return, dispute, a part back.</source>
            <translation>物流、退货、纠纷、部分退款。</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Try the demo shop</source>
            <translation>试用演示店铺</translation>
        </message>
        <message>
            <source>Two looks at an unclear outcome lie apart at least</source>
            <translation>结果不明时两次查看的最短间隔</translation>
        </message>
        <message>
            <source>Type an amount, such as {example}.</source>
            <translation>请输入金额，例如 {example}。</translation>
        </message>
        <message>
            <source>Type the amount from {supplier}</source>
            <translation>填写 {supplier} 的退款金额</translation>
        </message>
        <message>
            <source>Type the amount that Shopify’s dialog shows, or 0.</source>
            <translation>请输入 Shopify 对话框显示的金额，或 0。</translation>
        </message>
        <message>
            <source>Type the amount, such as 12.40.</source>
            <translation>请输入金额，例如 12.40。</translation>
        </message>
        <message>
            <source>Type the amount…</source>
            <translation>填写金额…</translation>
        </message>
        <message>
            <source>Type the date that the page names.</source>
            <translation>请填写页面上写明的日期。</translation>
        </message>
        <message>
            <source>Type the tracking number they gave.</source>
            <translation>请输入对方给的运单号。</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <translation>无变化</translation>
        </message>
        <message>
            <source>Unclear</source>
            <translation>不明确</translation>
        </message>
        <message>
            <source>Unclear: “{words}”</source>
            <translation>不明确：“{words}”</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Undo the answer: {supplier}</source>
            <translation>撤销答复：{supplier}</translation>
        </message>
        <message>
            <source>Undo: message sent</source>
            <translation>撤销：已发送留言</translation>
        </message>
        <message>
            <source>Undo: request sent</source>
            <translation>撤销：已发送请求</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>信息不足</translation>
        </message>
        <message>
            <source>Unpaid</source>
            <translation>未付款</translation>
        </message>
        <message>
            <source>Unpaid purchases need no consent: press Cancel there, or let it lapse.</source>
            <translation>未付款的采购不需对方同意：在那里点取消，或等它失效。</translation>
        </message>
        <message>
            <source>Unproven</source>
            <translation>未证实</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>到</translation>
        </message>
        <message>
            <source>Up to {amount} without a reason. It comes out of your own pocket.</source>
            <translation>{amount} 以内无需理由。这笔钱由您自己承担。</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>使用</translation>
        </message>
        <message>
            <source>Use purchase {number}</source>
            <translation>使用采购单 {number}</translation>
        </message>
        <message>
            <source>Usually the supplier’s fault.</source>
            <translation>通常是供应商的责任。</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>判定</translation>
        </message>
        <message>
            <source>Verdict: {verdict}</source>
            <translation>判定：{verdict}</translation>
        </message>
        <message>
            <source>Verdict: {verdict}, because {reason}</source>
            <translation>判定：{verdict}，因为：{reason}</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>视图</translation>
        </message>
        <message>
            <source>Voided</source>
            <translation>已作废</translation>
        </message>
        <message>
            <source>Wait for the first scan</source>
            <translation>等待首次扫描</translation>
        </message>
        <message>
            <source>Wait for the fulfilment service</source>
            <translation>等待仓配服务答复</translation>
        </message>
        <message>
            <source>Wait for the tracking number</source>
            <translation>等待运单号</translation>
        </message>
        <message>
            <source>Wait for {amount} from the supplier</source>
            <translation>等待供应商退回 {amount}</translation>
        </message>
        <message>
            <source>Wait for {supplier}’s answer</source>
            <translation>等待 {supplier} 答复</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>Waiting {span}</source>
            <translation>已等 {span}</translation>
        </message>
        <message>
            <source>Wanted now: %n items</source>
            <translation>现在要求：%n 件</translation>
        </message>
        <message>
            <source>Wanted now: everything</source>
            <translation>现在要求：全部</translation>
        </message>
        <message>
            <source>Way to connect</source>
            <translation>连接方式</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>欢迎</translation>
        </message>
        <message>
            <source>What asks for you</source>
            <translation>何时提醒您</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>有何变化</translation>
        </message>
        <message>
            <source>What do these words mean?</source>
            <translation>这些状态是什么意思？</translation>
        </message>
        <message>
            <source>What does its order page say?</source>
            <translation>它的订单页面怎么说？</translation>
        </message>
        <message>
            <source>What does the order page show?</source>
            <translation>订单页面显示什么？</translation>
        </message>
        <message>
            <source>What does the page show?</source>
            <translation>页面显示什么？</translation>
        </message>
        <message>
            <source>What is in such a file?</source>
            <translation>文件里应有什么？</translation>
        </message>
        <message>
            <source>What is to be cancelled?</source>
            <translation>要取消什么？</translation>
        </message>
        <message>
            <source>What would be imported</source>
            <translation>将要导入的内容</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>When was the message sent?</source>
            <translation>留言是什么时候发送的？</translation>
        </message>
        <message>
            <source>When was the request sent?</source>
            <translation>请求是什么时候发送的？</translation>
        </message>
        <message>
            <source>Which ones</source>
            <translation>查看明细</translation>
        </message>
        <message>
            <source>Which orders can still be cancelled?</source>
            <translation>哪些订单还能取消？</translation>
        </message>
        <message>
            <source>Which purchase serves this order?</source>
            <translation>哪笔采购对应此订单？</translation>
        </message>
        <message>
            <source>Which purchase serves this?</source>
            <translation>对应哪张采购单？</translation>
        </message>
        <message>
            <source>Whose turn is it, and until when?</source>
            <translation>轮到谁，到什么时候？</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Why do you go on?</source>
            <translation>为什么继续？</translation>
        </message>
        <message>
            <source>Why does {name} want to cancel?</source>
            <translation>{name} 为什么想取消？</translation>
        </message>
        <message>
            <source>Why is nothing refunded?</source>
            <translation>为什么不退款？</translation>
        </message>
        <message>
            <source>Why so much?</source>
            <translation>为什么这么多？</translation>
        </message>
        <message>
            <source>Why: {reason}</source>
            <translation>原因：{reason}</translation>
        </message>
        <message>
            <source>Window ended {day} · look</source>
            <translation>{day} 期限已过 · 请查看</translation>
        </message>
        <message>
            <source>Window ended · look</source>
            <translation>期限已过 · 请查看</translation>
        </message>
        <message>
            <source>Window over · still not shipped</source>
            <translation>发货期已过 · 仍未发货</translation>
        </message>
        <message>
            <source>With tracking, in time. Then they must pay.</source>
            <translation>按时寄回并保留运单号，对方就必须退款。</translation>
        </message>
        <message>
            <source>With tracking, or it does not count.</source>
            <translation>须有运单号，否则不算。</translation>
        </message>
        <message>
            <source>Without it customers have no names here.</source>
            <translation>没有它，这里不显示客户姓名。</translation>
        </message>
        <message>
            <source>Without it fulfilment requests cannot be recalled.</source>
            <translation>没有它，无法召回发货请求。</translation>
        </message>
        <message>
            <source>Without it fulfilment requests of your own stay unseen.</source>
            <translation>没有它，看不到您自己的发货请求。</translation>
        </message>
        <message>
            <source>Without it open returns stay unseen.</source>
            <translation>没有它，看不到进行中的退货。</translation>
        </message>
        <message>
            <source>Without it orders can be neither cancelled nor refunded.</source>
            <translation>没有它，订单既不能取消也不能退款。</translation>
        </message>
        <message>
            <source>Without proof: a dispute is possible.</source>
            <translation>没有证明：可以发起纠纷。</translation>
        </message>
        <message>
            <source>Won</source>
            <translation>纠纷胜出</translation>
        </message>
        <message>
            <source>Work days in China</source>
            <translation>中国工作日</translation>
        </message>
        <message>
            <source>Write a sentence: it stays in the record.</source>
            <translation>请写一句话：会留在记录里。</translation>
        </message>
        <message>
            <source>Write it off</source>
            <translation>核销</translation>
        </message>
        <message>
            <source>Write it off…</source>
            <translation>核销…</translation>
        </message>
        <message>
            <source>Write off what {supplier} owes</source>
            <translation>核销 {supplier} 所欠</translation>
        </message>
        <message>
            <source>Write off what {supplier} owes?</source>
            <translation>核销 {supplier} 的欠款？</translation>
        </message>
        <message>
            <source>Write to the supplier too</source>
            <translation>同时给供应商留言</translation>
        </message>
        <message>
            <source>Write why. It stays in the record.</source>
            <translation>请写明理由，会留在记录里。</translation>
        </message>
        <message>
            <source>Written off</source>
            <translation>已核销</translation>
        </message>
        <message>
            <source>Yes, link it: {number}</source>
            <translation>是，关联它：{number}</translation>
        </message>
        <message>
            <source>Yes. Ask at once and name the order that stays.</source>
            <translation>合理。马上请求，并说明保留哪一单。</translation>
        </message>
        <message>
            <source>Yes. Ask for photos of goods and parcel, and claim it from the supplier.</source>
            <translation>合理。请客户拍商品和包裹的照片，向供应商索赔。</translation>
        </message>
        <message>
            <source>Yes. Ask for photos. Goods that differ from the supplier’s page are theirs to refund; if you changed the description, the cost is yours.</source>
            <translation>合理。请客户拍照。与供应商页面不符由供应商退款；如果您改过描述，费用由您承担。</translation>
        </message>
        <message>
            <source>Yes. Fresh orders are gladly cancelled: ask at once, before anything ships.</source>
            <translation>合理。刚下的单供应商乐意取消：趁没发货马上请求。</translation>
        </message>
        <message>
            <source>Yesterday {time}</source>
            <translation>昨天 {time}</translation>
        </message>
        <message>
            <source>You can leave; the case waits here.</source>
            <translation>可以离开，工单会停在这里。</translation>
        </message>
        <message>
            <source>You cancel {order} in Shopify and refund {amount} there.</source>
            <translation>您在 Shopify 取消 {order} 并退款 {amount}。</translation>
        </message>
        <message>
            <source>You have refunded {amount} already.</source>
            <translation>您已经退款 {amount}。</translation>
        </message>
        <message>
            <source>You looked just now.</source>
            <translation>您刚刚看过。</translation>
        </message>
        <message>
            <source>You looked: it was not done. Decide again.</source>
            <translation>您看过：没有完成。请重新决定。</translation>
        </message>
        <message>
            <source>You may leave this page: the case waits here.</source>
            <translation>可以离开此页：工单会停在这里。</translation>
        </message>
        <message>
            <source>You overrode the lock: it may still ship. You could lose {loss}.</source>
            <translation>您已解除锁定：仍可能发货。您可能损失 {loss}。</translation>
        </message>
        <message>
            <source>You paid</source>
            <translation>您付了</translation>
        </message>
        <message>
            <source>You paid the supplier</source>
            <translation>您付给供应商</translation>
        </message>
        <message>
            <source>You paid {supplier}</source>
            <translation>您付给 {supplier}</translation>
        </message>
        <message>
            <source>You refund {amount} to {name} in Shopify.</source>
            <translation>您在 Shopify 退给 {name} {amount}。</translation>
        </message>
        <message>
            <source>You refund {amount} to {name} there.</source>
            <translation>您在那里退给 {name} {amount}。</translation>
        </message>
        <message>
            <source>You refund {items} in Shopify: {amount}.</source>
            <translation>您在 Shopify 退 {items}：{amount}。</translation>
        </message>
        <message>
            <source>You remove these items from {order} in Shopify.</source>
            <translation>您在 Shopify 从 {order} 移除这些商品。</translation>
        </message>
        <message>
            <source>You saw it in the admin {when}. The next sync shows it here, and the case goes on.</source>
            <translation>您于{when}在后台看到。下次同步后这里也会显示，处理随之继续。</translation>
        </message>
        <message>
            <source>You saw it in the admin · not seen here yet</source>
            <translation>您已在后台看到 · 这里尚未看到</translation>
        </message>
        <message>
            <source>You saw it in the admin.
The next sync or export shows it here.</source>
            <translation>您已在后台看到。
下次同步或导出后，这里也会显示。</translation>
        </message>
        <message>
            <source>You saw it. Not seen here yet.</source>
            <translation>您已看到，这里尚未看到。</translation>
        </message>
        <message>
            <source>You will do this</source>
            <translation>您将要做</translation>
        </message>
        <message>
            <source>Your answer</source>
            <translation>您的答复</translation>
        </message>
        <message>
            <source>Your answer to the bank</source>
            <translation>回复银行</translation>
        </message>
        <message>
            <source>Your bank’s days</source>
            <translation>您的银行营业日</translation>
        </message>
        <message>
            <source>Your listing, your fault.</source>
            <translation>您改的描述，您的责任。</translation>
        </message>
        <message>
            <source>Your press sent nothing: neither the cancellation nor the refund of {amount}.</source>
            <translation>您这次点击没有发出任何操作：取消订单和 {amount} 的退款都没有发出。</translation>
        </message>
        <message>
            <source>Your press sent nothing: the cancellation did not go out.</source>
            <translation>您这次点击没有发出任何操作：取消订单没有发出。</translation>
        </message>
        <message>
            <source>Your press sent nothing: the recall did not go out.</source>
            <translation>您这次点击没有发出任何操作：召回没有发出。</translation>
        </message>
        <message>
            <source>Your press sent nothing: the refund of {amount} did not go out.</source>
            <translation>您这次点击没有发出任何操作：{amount} 的退款没有发出。</translation>
        </message>
        <message>
            <source>Yours, for AliExpress</source>
            <translation>由您修改（速卖通）</translation>
        </message>
        <message>
            <source>Yours, for all</source>
            <translation>由您修改（全部）</translation>
        </message>
        <message>
            <source>Yours, instead of {value}</source>
            <translation>由您修改，原为 {value}</translation>
        </message>
        <message>
            <source>a part was shipped, loss accepted</source>
            <translation>部分已发货，已接受损失</translation>
        </message>
        <message>
            <source>about {day}</source>
            <translation>约 {day}</translation>
        </message>
        <message>
            <source>about {day}, then late</source>
            <translation>约 {day}，之后算逾期</translation>
        </message>
        <message>
            <source>accepted</source>
            <translation>已接受</translation>
        </message>
        <message>
            <source>accepted, because “{reason}”</source>
            <translation>已接受，原因：“{reason}”</translation>
        </message>
        <message>
            <source>accepts {n} of {all}</source>
            <translation>共申请 {all} 次，同意 {n} 次</translation>
        </message>
        <message>
            <source>amount unknown</source>
            <translation>金额未知</translation>
        </message>
        <message>
            <source>an unknown amount</source>
            <translation>未知金额</translation>
        </message>
        <message>
            <source>and %n more</source>
            <translation>另有 %n 个</translation>
        </message>
        <message>
            <source>and %n more lines</source>
            <translation>另有 %n 项商品</translation>
        </message>
        <message>
            <source>as of {when}</source>
            <translation>截至 {when}</translation>
        </message>
        <message>
            <source>at an unknown time</source>
            <translation>时间不明</translation>
        </message>
        <message>
            <source>at least {amount}</source>
            <translation>至少 {amount}</translation>
        </message>
        <message>
            <source>at most {amount}</source>
            <translation>最多 {amount}</translation>
        </message>
        <message>
            <source>bank days</source>
            <translation>个银行日</translation>
        </message>
        <message>
            <source>by {when}</source>
            <translation>不晚于{when}</translation>
        </message>
        <message>
            <source>cancel, refund {amount}</source>
            <translation>取消并退款 {amount}</translation>
        </message>
        <message>
            <source>cancellation</source>
            <translation>取消订单</translation>
        </message>
        <message>
            <source>cancellation with refund of {amount}</source>
            <translation>取消订单并退款 {amount}</translation>
        </message>
        <message>
            <source>cancels {order}</source>
            <translation>取消 {order}</translation>
        </message>
        <message>
            <source>days</source>
            <translation>天</translation>
        </message>
        <message>
            <source>dispute settled</source>
            <translation>纠纷已和解</translation>
        </message>
        <message>
            <source>dispute won</source>
            <translation>纠纷胜诉</translation>
        </message>
        <message>
            <source>first order</source>
            <translation>首单</translation>
        </message>
        <message>
            <source>from a file</source>
            <translation>来自文件</translation>
        </message>
        <message>
            <source>fulfilled</source>
            <translation>已履约</translation>
        </message>
        <message>
            <source>fulfilment in progress</source>
            <translation>履约中</translation>
        </message>
        <message>
            <source>fulfilment requested</source>
            <translation>已请求履约</translation>
        </message>
        <message>
            <source>hours</source>
            <translation>小时</translation>
        </message>
        <message>
            <source>in the keyring</source>
            <translation>密钥环</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>loading</source>
            <translation>加载中</translation>
        </message>
        <message>
            <source>minutes</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source>no purchase known</source>
            <translation>没有已知的采购单</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>not looked at yet</source>
            <translation>尚未查看</translation>
        </message>
        <message>
            <source>of {amount} left</source>
            <translation>剩余 {amount}</translation>
        </message>
        <message>
            <source>of {amount} paid</source>
            <translation>实付 {amount}</translation>
        </message>
        <message>
            <source>of {n} · {item}</source>
            <translation>共 {n} 件 · {item}</translation>
        </message>
        <message>
            <source>on hold</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>or drop them here</source>
            <translation>或拖到此处</translation>
        </message>
        <message>
            <source>paid {amount}</source>
            <translation>付了 {amount}</translation>
        </message>
        <message>
            <source>parcel shipped</source>
            <translation>包裹已发出</translation>
        </message>
        <message>
            <source>parcel shipped, loss accepted</source>
            <translation>包裹已发出，已接受损失</translation>
        </message>
        <message>
            <source>partly fulfilled</source>
            <translation>部分履约</translation>
        </message>
        <message>
            <source>pasted</source>
            <translation>粘贴于</translation>
        </message>
        <message>
            <source>pasted table</source>
            <translation>粘贴的表格</translation>
        </message>
        <message>
            <source>pays {amount} back</source>
            <translation>退款 {amount}</translation>
        </message>
        <message>
            <source>pays {amount} back to {gateway}</source>
            <translation>退 {amount} 至 {gateway}</translation>
        </message>
        <message>
            <source>puts %n items back in stock</source>
            <translation>将 %n 件商品重新入库</translation>
        </message>
        <message>
            <source>read</source>
            <translation>读取于</translation>
        </message>
        <message>
            <source>recall of the fulfilment</source>
            <translation>召回发货请求</translation>
        </message>
        <message>
            <source>recall the fulfilment</source>
            <translation>召回发货请求</translation>
        </message>
        <message>
            <source>refund</source>
            <translation>退款</translation>
        </message>
        <message>
            <source>refund of {amount}</source>
            <translation>{amount} 的退款</translation>
        </message>
        <message>
            <source>refund {amount}</source>
            <translation>退款 {amount}</translation>
        </message>
        <message>
            <source>refunds {amount} for {items}</source>
            <translation>为 {items} 退款 {amount}</translation>
        </message>
        <message>
            <source>remove the lines</source>
            <translation>移除商品行</translation>
        </message>
        <message>
            <source>restocked</source>
            <translation>已退回库存</translation>
        </message>
        <message>
            <source>scheduled</source>
            <translation>已安排</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>秒</translation>
        </message>
        <message>
            <source>serves {orders} already</source>
            <translation>已对应 {orders}</translation>
        </message>
        <message>
            <source>the Windows credential store</source>
            <translation>Windows 凭据管理器</translation>
        </message>
        <message>
            <source>the customer</source>
            <translation>客户</translation>
        </message>
        <message>
            <source>the customer has the goods</source>
            <translation>商品在客户手中</translation>
        </message>
        <message>
            <source>the desktop’s keyring (Secret Service)</source>
            <translation>桌面密钥环（Secret Service）</translation>
        </message>
        <message>
            <source>the desktop’s keyring (libsecret)</source>
            <translation>桌面密钥环（libsecret）</translation>
        </message>
        <message>
            <source>the goods went back to the supplier</source>
            <translation>商品已退回供应商</translation>
        </message>
        <message>
            <source>the macOS keychain</source>
            <translation>macOS 钥匙串</translation>
        </message>
        <message>
            <source>the parcel came back</source>
            <translation>包裹已退回</translation>
        </message>
        <message>
            <source>the supplier</source>
            <translation>供应商</translation>
        </message>
        <message>
            <source>the supplier paid a part</source>
            <translation>供应商退了一部分</translation>
        </message>
        <message>
            <source>this session only</source>
            <translation>仅本次会话</translation>
        </message>
        <message>
            <source>today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>today {time}</source>
            <translation>今天 {time}</translation>
        </message>
        <message>
            <source>unfulfilled</source>
            <translation>未履约</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>work days</source>
            <translation>个工作日</translation>
        </message>
        <message>
            <source>yesterday {time}</source>
            <translation>昨天 {time}</translation>
        </message>
        <message>
            <source>you looked</source>
            <translation>您查看于</translation>
        </message>
        <message>
            <source>you looked {age}</source>
            <translation>您{age}查看过</translation>
        </message>
        <message>
            <source>{amount} at risk</source>
            <translation>风险 {amount}</translation>
        </message>
        <message>
            <source>{amount} expected</source>
            <translation>待收 {amount}</translation>
        </message>
        <message>
            <source>{amount} from the supplier awaited</source>
            <translation>等待供应商退回 {amount}</translation>
        </message>
        <message>
            <source>{amount} from the supplier is late</source>
            <translation>供应商的 {amount} 已逾期</translation>
        </message>
        <message>
            <source>{amount} from the supplier received</source>
            <translation>已收到供应商退回的 {amount}</translation>
        </message>
        <message>
            <source>{amount} has arrived</source>
            <translation>{amount} 已到账</translation>
        </message>
        <message>
            <source>{amount} is on its way back</source>
            <translation>{amount} 正在退回途中</translation>
        </message>
        <message>
            <source>{amount} less if the supplier’s refund never comes</source>
            <translation>若供应商退款不到账，再少 {amount}</translation>
        </message>
        <message>
            <source>{amount} of the supplier written off</source>
            <translation>已核销供应商的 {amount}</translation>
        </message>
        <message>
            <source>{amount} owed</source>
            <translation>欠 {amount}</translation>
        </message>
        <message>
            <source>{amount} pending</source>
            <translation>{amount} 处理中</translation>
        </message>
        <message>
            <source>{amount} refunded by somebody else</source>
            <translation>他人已退款 {amount}</translation>
        </message>
        <message>
            <source>{amount} stay owed</source>
            <translation>仍欠 {amount}</translation>
        </message>
        <message>
            <source>{amount} stay owed to {name}.</source>
            <translation>仍欠 {name} {amount}。</translation>
        </message>
        <message>
            <source>{amount} still expected</source>
            <translation>待收 {amount}</translation>
        </message>
        <message>
            <source>{amount} went back in Shopify, seen in a file. The amounts here are new.</source>
            <translation>Shopify 已退回 {amount}，见于文件。此处金额已更新。</translation>
        </message>
        <message>
            <source>{amount} went back in Shopify, {when}, seen in a file. The amounts here are new.</source>
            <translation>Shopify 已退回 {amount}（{when}），见于文件。此处金额已更新。</translation>
        </message>
        <message>
            <source>{clock} ends</source>
            <translation>{clock}截止</translation>
        </message>
        <message>
            <source>{clock} is over · look</source>
            <translation>{clock}已过 · 请查看</translation>
        </message>
        <message>
            <source>{clock}: {left}, until {until}.</source>
            <translation>{clock}：{left}，至 {until}。</translation>
        </message>
        <message>
            <source>{day}, at the earliest</source>
            <translation>最早 {day}</translation>
        </message>
        <message>
            <source>{day}, then late</source>
            <translation>{day} 之后算逾期</translation>
        </message>
        <message>
            <source>{day}, {time}</source>
            <translation>{day} {time}</translation>
        </message>
        <message>
            <source>{day}, {time} Beijing</source>
            <translation>{day} {time} 北京</translation>
        </message>
        <message>
            <source>{file} · {whence}: “{word}”</source>
            <translation>{file} · {whence}：“{word}”</translation>
        </message>
        <message>
            <source>{file}, row {n}</source>
            <translation>{file}，第 {n} 行</translation>
        </message>
        <message>
            <source>{first} and {last}</source>
            <translation>{first}，并{last}</translation>
        </message>
        <message>
            <source>{how} · nothing will ship</source>
            <translation>{how} · 不会发货</translation>
        </message>
        <message>
            <source>{item}: of {n}</source>
            <translation>{item}：共 {n} 件</translation>
        </message>
        <message>
            <source>{names} and {n} more</source>
            <translation>{names}，另有 {n} 个</translation>
        </message>
        <message>
            <source>{name} gets nothing back. Only with a good reason.</source>
            <translation>{name} 拿不到退款。必须有充分理由。</translation>
        </message>
        <message>
            <source>{name} gets the goods.</source>
            <translation>{name}收到货物。</translation>
        </message>
        <message>
            <source>{name} gets the money.</source>
            <translation>{name}收到退款。</translation>
        </message>
        <message>
            <source>{name} gets {amount} and perhaps the goods too. You could lose</source>
            <translation>{name} 会拿到 {amount}，也可能收到货。您可能损失</translation>
        </message>
        <message>
            <source>{name} keeps it</source>
            <translation>{name} 保留商品</translation>
        </message>
        <message>
            <source>{name} keeps the parcel.</source>
            <translation>{name} 留下包裹。</translation>
        </message>
        <message>
            <source>{name} still waits for it, or wants the money.</source>
            <translation>{name}仍在等货，或想要退款。</translation>
        </message>
        <message>
            <source>{name} would keep them unprotected. Install GNOME Keyring or KWallet.</source>
            <translation>{name} 会以无保护方式保存。请安装 GNOME Keyring 或 KWallet。</translation>
        </message>
        <message>
            <source>{n} d ago</source>
            <translation>{n} 天前</translation>
        </message>
        <message>
            <source>{n} h ago</source>
            <translation>{n} 小时前</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} 分钟</translation>
        </message>
        <message>
            <source>{n} min ago</source>
            <translation>{n} 分钟前</translation>
        </message>
        <message>
            <source>{n} min left</source>
            <translation>剩 {n} 分钟</translation>
        </message>
        <message>
            <source>{n} min overdue</source>
            <translation>逾期 {n} 分钟</translation>
        </message>
        <message>
            <source>{n} of {all} asked</source>
            <translation>已请求 {n}/{all}</translation>
        </message>
        <message>
            <source>{n} of {all} done</source>
            <translation>完成 {n}/{all}</translation>
        </message>
        <message>
            <source>{n} of {all} will not ship</source>
            <translation>{all} 件中 {n} 件不会发货</translation>
        </message>
        <message>
            <source>{orders}, none cancelled</source>
            <translation>{orders}，无取消</translation>
        </message>
        <message>
            <source>{orders}: {n} cancelled, {m} refunded</source>
            <translation>{orders}：取消 {n}，退款 {m}</translation>
        </message>
        <message>
            <source>{order}: {what}, {when}</source>
            <translation>{order}：{what}，{when}</translation>
        </message>
        <message>
            <source>{payment}, {fulfilment}</source>
            <translation>{payment}，{fulfilment}</translation>
        </message>
        <message>
            <source>{scope} is missing. Add it, then test again.</source>
            <translation>缺少 {scope}。请添加后再测试。</translation>
        </message>
        <message>
            <source>{scope} is missing. You can go on without it.</source>
            <translation>缺少 {scope}，不影响继续。</translation>
        </message>
        <message>
            <source>{seen} · confirm in Shopify</source>
            <translation>{seen} · 请在 Shopify 中确认</translation>
        </message>
        <message>
            <source>{supplier} has not answered and may still ship.</source>
            <translation>{supplier} 尚未答复，仍可能发货。</translation>
        </message>
        <message>
            <source>{supplier} may still ship.</source>
            <translation>{supplier} 仍可能发货。</translation>
        </message>
        <message>
            <source>{supplier} may still ship. {name} gets the money and perhaps the goods too. You could lose</source>
            <translation>{supplier} 仍可能发货。{name} 会拿到钱，也可能收到货。您可能损失</translation>
        </message>
        <message>
            <source>{supplier} refused: demand the number</source>
            <translation>{supplier} 拒绝了：索要运单号</translation>
        </message>
        <message>
            <source>{supplier} was not asked yet</source>
            <translation>还没有请求 {supplier}</translation>
        </message>
        <message>
            <source>{supplier} was not asked yet and may still ship.</source>
            <translation>还没有请求 {supplier}，仍可能发货。</translation>
        </message>
        <message>
            <source>{supplier}: still cancelled</source>
            <translation>{supplier}：仍为已取消</translation>
        </message>
        <message>
            <source>{there} ({time} here)</source>
            <translation>{there}（本地 {time}）</translation>
        </message>
        <message>
            <source>{what} (with {order})</source>
            <translation>{what}（与 {order} 共用）</translation>
        </message>
        <message>
            <source>{what}. {why}</source>
            <translation>{what}。{why}</translation>
        </message>
        <message>
            <source>{what}: “{reason}”</source>
            <translation>{what}：“{reason}”</translation>
        </message>
        <message>
            <source>{when} at the earliest</source>
            <translation>最早{when}</translation>
        </message>
        <message>
            <source>{when} · noted {known}</source>
            <translation>{when} · {known}记录</translation>
        </message>
        <message>
            <source>{when}, seen {seen}.</source>
            <translation>{when}，{seen} 看到。</translation>
        </message>
        <message>
            <source>{where} {age}</source>
            <translation>{where}（{age}）</translation>
        </message>
        <message>
            <source>{why} Nothing was sent.</source>
            <translation>{why}没有发送任何内容。</translation>
        </message>
        <message>
            <source>{why} · read {when}</source>
            <translation>{why} · {when} 读取</translation>
        </message>
        <message>
            <source>× {n}, {off} taken off</source>
            <translation>× {n}，已移除 {off}</translation>
        </message>
        <message>
            <source>× {n}, {returned} returned</source>
            <translation>× {n}，已退 {returned}</translation>
        </message>
        <message>
            <source>× {n}, {returned} returned, {off} taken off</source>
            <translation>× {n}，已退 {returned}，已移除 {off}</translation>
        </message>
        <message>
            <source>“Act now” is shown after a payment for</source>
            <translation>付款后显示“立即处理”的时间</translation>
        </message>
        <message>
            <source>“I looked: unchanged” holds for</source>
            <translation>“已查看：无变化”的有效时间</translation>
        </message>
        <message>
            <source>“It is shipped already”</source>
            <translation>“已经发货”</translation>
        </message>
        <message>
            <source>“This session only” means: DropDesk asks for the token again after the next start.</source>
            <translation>“仅本次会话”指：下次启动后，DropDesk 会再次要求输入令牌。</translation>
        </message>
        <message>
            <source>“{value}” can be read in two ways: thousands or decimals. Export again.</source>
            <translation>“{value}”有两种读法：千位分隔或小数。请重新导出。</translation>
        </message>
        <message>
            <source>“{value}” is no AliExpress order number (13 to 19 digits).</source>
            <translation>“{value}”不是速卖通订单号（13 至 19 位数字）。</translation>
        </message>
        <message>
            <source>“{value}” is no currency (ISO 4217), so its amounts cannot be read.</source>
            <translation>“{value}”不是货币代码（ISO 4217），无法读取金额。</translation>
        </message>
        <message>
            <source>“{value}” lies in the future.</source>
            <translation>“{value}”在未来。</translation>
        </message>
        <message>
            <source>“{value}”: day and month cannot be told apart. Export again, as it came.</source>
            <translation>“{value}”：无法区分日和月。请按原样重新导出。</translation>
        </message>
        <message>
            <source>“{word}”</source>
            <translation>“{word}”</translation>
        </message>
        <message>
            <source>“{word}”, %n times</source>
            <translation>“{word}”，出现 %n 次</translation>
        </message>
    </context>
</TS>
