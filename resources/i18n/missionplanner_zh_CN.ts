<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Verified survey missions over steep ground. Free software, GPL 3 or later.</source>
        <translation>陡峭地形上经过核查的航测任务。自由软件，GPL 3 或更高版本。</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Pack for another computer…</source>
        <translation>打包到另一台电脑…</translation>
    </message>
    <message>
        <source>Open a packed project…</source>
        <translation>打开打包的项目…</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Show the whole area</source>
        <translation>显示整个测区</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Compare plans…</source>
        <translation>比较规划…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write sensor tables</source>
        <translation>写出传感器参数表</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Timetable…</source>
        <translation>飞行时间表…</translation>
    </message>
    <message>
        <source>Resume an interrupted sortie…</source>
        <translation>续飞中断的架次…</translation>
    </message>
    <message>
        <source>Layers: show or fold</source>
        <translation>图层：显示或收起</translation>
    </message>
    <message>
        <source>Below the map: show or fold</source>
        <translation>地图下方：显示或收起</translation>
    </message>
    <message>
        <source>Panel: show or fold</source>
        <translation>右侧面板：显示或收起</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>窗口的下一部分</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>量测</translation>
    </message>
    <message>
        <source>Add a background…</source>
        <translation>添加底图…</translation>
    </message>
    <message>
        <source>Save the map view…</source>
        <translation>保存地图视图…</translation>
    </message>
    <message>
        <source>Copy the map view</source>
        <translation>复制地图视图</translation>
    </message>
    <message>
        <source>Print the map view…</source>
        <translation>打印地图视图…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Plugins…</source>
        <translation>插件…</translation>
    </message>
    <message>
        <source>Draw the survey area</source>
        <translation>绘制测区</translation>
    </message>
    <message>
        <source>Draw a rectangular survey area</source>
        <translation>绘制矩形测区</translation>
    </message>
    <message>
        <source>Draw a round survey area</source>
        <translation>绘制圆形测区</translation>
    </message>
    <message>
        <source>Draw a survey area along a line</source>
        <translation>沿线绘制测区</translation>
    </message>
    <message>
        <source>Draw a hole</source>
        <translation>绘制空洞区</translation>
    </message>
    <message>
        <source>Set home</source>
        <translation>设置起飞点</translation>
    </message>
    <message>
        <source>Add a launch site</source>
        <translation>添加备用起飞点</translation>
    </message>
    <message>
        <source>Add a ground station</source>
        <translation>添加地面站</translation>
    </message>
    <message>
        <source>Add a control point</source>
        <translation>添加控制点</translation>
    </message>
    <message>
        <source>Draw a no-fly zone</source>
        <translation>绘制禁飞区</translation>
    </message>
    <message>
        <source>Draw a round no-fly zone</source>
        <translation>绘制圆形禁飞区</translation>
    </message>
    <message>
        <source>Draw a no-fly corridor</source>
        <translation>绘制走廊形禁飞区</translation>
    </message>
    <message>
        <source>Draw a power line</source>
        <translation>绘制电力线</translation>
    </message>
    <message>
        <source>Draw a corridor&apos;s line</source>
        <translation>绘制走廊中线</translation>
    </message>
    <message>
        <source>New study…</source>
        <translation>新建研究…</translation>
    </message>
    <message>
        <source>Open study…</source>
        <translation>打开研究…</translation>
    </message>
    <message>
        <source>Change the study…</source>
        <translation>更改研究…</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Open results…</source>
        <translation>打开结果…</translation>
    </message>
    <message>
        <source>Measurements…</source>
        <translation>实测数据…</translation>
    </message>
    <message>
        <source>Figures of districts…</source>
        <translation>行政区统计数据…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Export map…</source>
        <translation>导出地图…</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>no project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>these results were made elsewhere</source>
        <translation>这些结果来自其他程序</translation>
    </message>
    <message>
        <source>no study is open</source>
        <translation>没有打开的研究</translation>
    </message>
    <message>
        <source>nothing is analysed yet</source>
        <translation>尚未分析</translation>
    </message>
    <message>
        <source>nothing has changed</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>save the project first</source>
        <translation>请先保存项目</translation>
    </message>
    <message>
        <source>Plan twice first</source>
        <translation>请先规划两次</translation>
    </message>
    <message>
        <source>nothing is planned yet</source>
        <translation>尚未规划</translation>
    </message>
    <message>
        <source>nothing is running</source>
        <translation>没有正在进行的工作</translation>
    </message>
    <message>
        <source>nothing to take back</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>nothing was taken back</source>
        <translation>没有可重做的操作</translation>
    </message>
</context>
<context>
    <name>AheadBox</name>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Rule of the band</source>
        <translation>频段规定</translation>
    </message>
    <message>
        <source>Which rule of the LoRa band is kept to</source>
        <translation>遵守哪一 LoRa 频段规定</translation>
    </message>
    <message>
        <source>Budget of LoRa</source>
        <translation>LoRa 预算</translation>
    </message>
    <message>
        <source>Judge the radio along the route, from the stations</source>
        <translation>从地面站起，沿航线评估无线链路</translation>
    </message>
    <message>
        <source>LoRa SF7, 125 kHz</source>
        <translation>LoRa SF7，125 kHz</translation>
    </message>
    <message>
        <source>Previews an hour</source>
        <translation>每小时预览</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>每张 {0}</translation>
    </message>
    <message>
        <source>Duty cycle</source>
        <translation>占空比</translation>
    </message>
    <message>
        <source>% allowed</source>
        <translation>% 允许</translation>
    </message>
    <message>
        <source>Loss expected</source>
        <translation>预计丢包</translation>
    </message>
    <message>
        <source>Longest without</source>
        <translation>最长中断</translation>
    </message>
    <message>
        <source>{0} previews/h</source>
        <translation>{0} 张预览/小时</translation>
    </message>
    <message>
        <source>, {0} s without</source>
        <translation>，最长中断 {0} 秒</translation>
    </message>
    <message>
        <source>By LoRa alone a first preview of every photo keeps up</source>
        <translation>仅靠 LoRa，每张照片的首次预览都能跟上</translation>
    </message>
    <message>
        <source>By LoRa alone a first preview of one photo in {0} keeps up</source>
        <translation>仅靠 LoRa，每 {0} 张照片中一张的首次预览可以跟上</translation>
    </message>
</context>
<context>
    <name>AnnouncedLayer</name>
    <message>
        <source>Announced</source>
        <translation>已预告</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Choose</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>Heights of threats without a unit are in</source>
        <translation>未注明单位的威胁高度的单位</translation>
    </message>
    <message>
        <source>A polygon inside another one is</source>
        <translation>位于另一多边形内的多边形是</translation>
    </message>
    <message>
        <source>Coordinate system of the area</source>
        <translation>测区的坐标系</translation>
    </message>
    <message>
        <source>Layer of the area</source>
        <translation>测区所在图层</translation>
    </message>
    <message>
        <source>metres</source>
        <translation>米</translation>
    </message>
    <message>
        <source>feet</source>
        <translation>英尺</translation>
    </message>
    <message>
        <source>a hole: not to be surveyed</source>
        <translation>空洞区：不航测</translation>
    </message>
    <message>
        <source>a part of the area: to be surveyed</source>
        <translation>测区的一部分：要航测</translation>
    </message>
</context>
<context>
    <name>AreaLayer</name>
    <message>
        <source>Survey area</source>
        <translation>测区</translation>
    </message>
</context>
<context>
    <name>AskField</name>
    <message>
        <source>Write a number, a range such as 80–120, or nothing</source>
        <translation>请填数字、范围（如 80–120）或留空</translation>
    </message>
    <message>
        <source>Write a number, or nothing</source>
        <translation>请填数字或留空</translation>
    </message>
    <message>
        <source>Write a number</source>
        <translation>请填数字</translation>
    </message>
    <message>
        <source>More than {0}</source>
        <translation>大于 {0}</translation>
    </message>
    <message>
        <source>At least {0}</source>
        <translation>不小于 {0}</translation>
    </message>
    <message>
        <source>Less than {0}</source>
        <translation>小于 {0}</translation>
    </message>
    <message>
        <source>At most {0}</source>
        <translation>不大于 {0}</translation>
    </message>
</context>
<context>
    <name>AskForm</name>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>m AGL</source>
        <translation>m（离地）</translation>
    </message>
    <message>
        <source>GSD</source>
        <translation>GSD</translation>
    </message>
    <message>
        <source>cm</source>
        <translation>cm</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>航向</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>旁向</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>m/s</source>
        <translation>m/s</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>限高</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Greatest distance from the launch place</source>
        <translation>距起飞点的最大距离</translation>
    </message>
    <message>
        <source>Greatest height above ground, on transits too</source>
        <translation>最大离地高度，往返途中也算在内</translation>
    </message>
    <message>
        <source>free</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{0} · {1} cm</source>
        <translation>{0} · {1} cm</translation>
    </message>
    <message>
        <source>{0} ceiling</source>
        <translation>限高 {0}</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>更改{0}</translation>
    </message>
    <message>
        <source>Change pattern</source>
        <translation>更改航线方式</translation>
    </message>
</context>
<context>
    <name>BackdropLayer</name>
    <message>
        <source>not here</source>
        <translation>不在此处</translation>
    </message>
    <message>
        <source>nothing in it</source>
        <translation>没有内容</translation>
    </message>
</context>
<context>
    <name>Backdrops</name>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>BearerFields</name>
    <message>
        <source>Network (UDP)</source>
        <translation>网络（UDP）</translation>
    </message>
    <message>
        <source>Serial, LoRa</source>
        <translation>串口、LoRa</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新密钥</translation>
    </message>
    <message>
        <source>Choose the key file, or make a new one</source>
        <translation>请选择密钥文件，或新建一个</translation>
    </message>
    <message>
        <source>Where to keep the new key</source>
        <translation>新密钥保存位置</translation>
    </message>
    <message>
        <source>Address of this computer</source>
        <translation>本机地址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Baud</source>
        <translation>波特率</translation>
    </message>
    <message>
        <source>Spreading factor</source>
        <translation>扩频因子</translation>
    </message>
    <message>
        <source>Rule of the band</source>
        <translation>频段规定</translation>
    </message>
    <message>
        <source>Cable</source>
        <translation>电缆</translation>
    </message>
    <message>
        <source>No duty cycle</source>
        <translation>无占空比限制</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
</context>
<context>
    <name>BegunBox</name>
    <message>
        <source>A project that was not saved</source>
        <translation>未保存的项目</translation>
    </message>
    <message>
        <source>{0} was begun and never saved. Go on with it?</source>
        <translation>{0} 已开始但从未保存。是否继续？</translation>
    </message>
    <message>
        <source>It was kept at {0}.</source>
        <translation>保留于 {0}。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>ChangeLine</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Out of date: {0}</source>
        <translation>已过期：{0}</translation>
    </message>
    <message>
        <source>The plan is out of date</source>
        <translation>规划已过期</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>area</source>
        <translation>测区</translation>
    </message>
    <message>
        <source>threats</source>
        <translation>威胁</translation>
    </message>
    <message>
        <source>weather</source>
        <translation>气象资料</translation>
    </message>
    <message>
        <source>home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>aircraft</source>
        <translation>飞行器</translation>
    </message>
    <message>
        <source>sensors</source>
        <translation>传感器</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>ceiling</source>
        <translation>限高</translation>
    </message>
    <message>
        <source>GSD</source>
        <translation>GSD</translation>
    </message>
    <message>
        <source>front overlap</source>
        <translation>航向重叠</translation>
    </message>
    <message>
        <source>side overlap</source>
        <translation>旁向重叠</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>pattern</source>
        <translation>航线方式</translation>
    </message>
    <message>
        <source>shared flights</source>
        <translation>合并飞行</translation>
    </message>
    <message>
        <source>single sensors</source>
        <translation>单个传感器</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>launch sites</source>
        <translation>备用起飞点</translation>
    </message>
    <message>
        <source>swap</source>
        <translation>换电</translation>
    </message>
    <message>
        <source>zone margin</source>
        <translation>禁飞区间距</translation>
    </message>
    <message>
        <source>clearance</source>
        <translation>净距</translation>
    </message>
    <message>
        <source>reserve</source>
        <translation>电量余量</translation>
    </message>
    <message>
        <source>climb limit</source>
        <translation>爬升限制</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>计算量</translation>
    </message>
</context>
<context>
    <name>ChangedBox</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Opening it again loses what you changed here.</source>
        <translation>重新打开会丢失您在此处的修改。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Nothing is planned yet.</source>
        <translation>尚未规划。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Before take-off</source>
        <translation>起飞之前</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Overlap reached</source>
        <translation>重叠达标</translation>
    </message>
    <message>
        <source>GSD, median</source>
        <translation>GSD 中位数</translation>
    </message>
    <message>
        <source>GSD, 95 %</source>
        <translation>GSD 95 %</translation>
    </message>
    <message>
        <source>Least clearance</source>
        <translation>最小净距</translation>
    </message>
    <message>
        <source>Greatest height</source>
        <translation>最大高度</translation>
    </message>
    <message>
        <source>{0} AGL</source>
        <translation>{0}（离地）</translation>
    </message>
    <message>
        <source>Farthest away</source>
        <translation>最远距离</translation>
    </message>
    <message>
        <source>In no-fly zones</source>
        <translation>禁飞区内</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>爬升</translation>
    </message>
    <message>
        <source>m/s at most</source>
        <translation>m/s（最大）</translation>
    </message>
    <message>
        <source>Descent</source>
        <translation>下降</translation>
    </message>
</context>
<context>
    <name>ColourBy</name>
    <message>
        <source>Colour by sortie</source>
        <translation>按架次着色</translation>
    </message>
    <message>
        <source>Colour by clearance</source>
        <translation>按净距着色</translation>
    </message>
    <message>
        <source>Colour of the routes</source>
        <translation>航线着色</translation>
    </message>
    <message>
        <source>The plan is out of date: its routes are grey until it is planned again</source>
        <translation>规划已过期：重新规划前，航线显示为灰色</translation>
    </message>
    <message>
        <source>too near</source>
        <translation>过近</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>偏近</translation>
    </message>
    <message>
        <source>enough</source>
        <translation>足够</translation>
    </message>
    <message>
        <source>ample</source>
        <translation>充裕</translation>
    </message>
    <message>
        <source>Distances to the ground are being measured</source>
        <translation>正在量算净距</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>{0} · judged before changes</source>
        <translation>{0} · 评估于更改之前</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 项</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{0} · {1} m · {2} sorties</source>
        <translation>{0} · {1} m · {2} 架次</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动修改</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare plans</source>
        <translation>比较规划</translation>
    </message>
    <message>
        <source>Ask again as for A</source>
        <translation>按 A 的要求重设</translation>
    </message>
    <message>
        <source>What was asked for A is asked again; the same seed gives the same plan</source>
        <translation>恢复规划 A 的要求；相同随机种子得到相同规划</translation>
    </message>
    <message>
        <source>Plan {0}</source>
        <translation>规划 {0}</translation>
    </message>
    <message>
        <source>Energy and time · click picks B</source>
        <translation>能耗与时间 · 单击选为 B</translation>
    </message>
    <message>
        <source>Triangle: judged before changes, and compared with none</source>
        <translation>三角：评估于更改之前，不参与比较</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Judged before: {0}</source>
        <translation>评估早于：{0}</translation>
    </message>
    <message>
        <source>A and B were judged in different worlds: not all of B − A is the plan&apos;s</source>
        <translation>A 与 B 在不同条件下评估：B − A 的差值并非全由规划造成</translation>
    </message>
    <message>
        <source>What was asked for A is asked again, in the world as it is now</source>
        <translation>按 A 的要求，在当前条件下重新规划</translation>
    </message>
    <message>
        <source>Sorties</source>
        <translation>架次</translation>
    </message>
    <message>
        <source>In the air, min</source>
        <translation>飞行时间，分钟</translation>
    </message>
    <message>
        <source>Length, km</source>
        <translation>长度，km</translation>
    </message>
    <message>
        <source>Climb, m</source>
        <translation>爬升，m</translation>
    </message>
    <message>
        <source>Energy, kWh</source>
        <translation>能耗，kWh</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Seen, %</source>
        <translation>覆盖，%</translation>
    </message>
    <message>
        <source>Overlap reached, %</source>
        <translation>重叠达标，%</translation>
    </message>
    <message>
        <source>GSD, 95 %, cm</source>
        <translation>GSD 95 %，cm</translation>
    </message>
    <message>
        <source>Least clearance, m</source>
        <translation>最小净距，m</translation>
    </message>
    <message>
        <source>Greatest height, m</source>
        <translation>最大离地高度，m</translation>
    </message>
    <message>
        <source>In zones, m</source>
        <translation>禁飞区内，m</translation>
    </message>
    <message>
        <source>Ask again as before</source>
        <translation>恢复先前的要求</translation>
    </message>
</context>
<context>
    <name>ContourLayer</name>
    <message>
        <source>Contours</source>
        <translation>等高线</translation>
    </message>
    <message>
        <source>Contours {0} m</source>
        <translation>等高线 {0} m</translation>
    </message>
</context>
<context>
    <name>CorrectionFields</name>
    <message>
        <source>Where the study holds both</source>
        <translation>研究同时含两者时</translation>
    </message>
    <message>
        <source>Roy 2016, least squares</source>
        <translation>Roy 2016，最小二乘</translation>
    </message>
    <message>
        <source>Roy 2016, major axis</source>
        <translation>Roy 2016，主轴回归</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Surface reflectance of TM and ETM+ brought to the bands of OLI</source>
        <translation>将 TM 和 ETM+ 地表反射率换算到 OLI 波段</translation>
    </message>
    <message>
        <source>As measured</source>
        <translation>按实测</translation>
    </message>
    <message>
        <source>Corrected (SCS+C)</source>
        <translation>校正（SCS+C）</translation>
    </message>
    <message>
        <source>Before wetness and dryness; needs a terrain model and the sun&apos;s place</source>
        <translation>在计算湿度和干度之前；需要地形模型和太阳位置</translation>
    </message>
    <message>
        <source>Landsat 4–7 beside 8–9</source>
        <translation>Landsat 4–7 与 8–9 并用</translation>
    </message>
    <message>
        <source>Light on slopes</source>
        <translation>坡面光照</translation>
    </message>
</context>
<context>
    <name>CoverageLayer</name>
    <message>
        <source>Images a place</source>
        <translation>每处影像数</translation>
    </message>
</context>
<context>
    <name>DataTable</name>
    <message>
        <source>Ctrl+C copies the table</source>
        <translation>Ctrl+C 复制表格</translation>
    </message>
</context>
<context>
    <name>DatumDialog</name>
    <message>
        <source>Vertical datum</source>
        <translation>高程基准</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>What the terrain&apos;s heights are counted from</source>
        <translation>地形高程的起算面</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DatumField</name>
    <message>
        <source>Grid of the datum&apos;s undulation</source>
        <translation>该基准的大地水准面差距格网</translation>
    </message>
    <message>
        <source>Vertical datum</source>
        <translation>高程基准</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>按文件说明</translation>
    </message>
    <message>
        <source>EGM96 geoid (SRTM and most)</source>
        <translation>EGM96 大地水准面（SRTM 等多数数据）</translation>
    </message>
    <message>
        <source>EGM2008 geoid</source>
        <translation>EGM2008 大地水准面</translation>
    </message>
    <message>
        <source>NAVD88 (United States, Canada)</source>
        <translation>NAVD88（美国、加拿大）</translation>
    </message>
    <message>
        <source>China 1985 (Yellow Sea)</source>
        <translation>1985 国家高程基准（黄海）</translation>
    </message>
    <message>
        <source>WGS 84 ellipsoid (GPS)</source>
        <translation>WGS 84 椭球面（GPS）</translation>
    </message>
    <message>
        <source>Another, by its offset or grid</source>
        <translation>其他基准，给出偏移量或格网</translation>
    </message>
    <message>
        <source>Unit of heights</source>
        <translation>高程单位</translation>
    </message>
    <message>
        <source>Unit as the file says</source>
        <translation>单位按文件说明</translation>
    </message>
    <message>
        <source>Metres</source>
        <translation>米</translation>
    </message>
    <message>
        <source>Feet</source>
        <translation>英尺</translation>
    </message>
    <message>
        <source>US survey feet</source>
        <translation>美国测量英尺</translation>
    </message>
    <message>
        <source>How the datum becomes EGM96</source>
        <translation>如何换算为 EGM96</translation>
    </message>
    <message>
        <source>By an offset</source>
        <translation>用偏移量</translation>
    </message>
    <message>
        <source>By a grid</source>
        <translation>用格网</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>From each height the geoid&apos;s height at its place is taken away.</source>
        <translation>每个高程减去当地的大地水准面差距。</translation>
    </message>
    <message>
        <source>To each height the grid&apos;s value is added, and EGM96&apos;s taken away.</source>
        <translation>每个高程加上格网值，再减去 EGM96 的值。</translation>
    </message>
    <message>
        <source>Terrain {0} → {1} m EGM96</source>
        <translation>地形 {0} → {1} m EGM96</translation>
    </message>
    <message>
        <source>Metres to add to get EGM96. EGM2008 differs from it by 0.5 m (RMS), by several metres in places; nothing is assumed.</source>
        <translation>换算为 EGM96 应加的米数。EGM2008 与其相差 0.5 m（均方根），局部可达数米；不作任何假定。</translation>
    </message>
    <message>
        <source>Metres to add to get EGM96. NAVD88 differs from it by decimetres to about 1.5 m, by place; nothing is assumed.</source>
        <translation>换算为 EGM96 应加的米数。NAVD88 与其相差几分米至约 1.5 m，因地而异；不作任何假定。</translation>
    </message>
    <message>
        <source>Metres to add to get EGM96. The zero of China 1985 lies 0.25 to 0.46 m above the global geoid by published figures; nothing is assumed.</source>
        <translation>换算为 EGM96 应加的米数。据已发表的数据，1985 国家高程基准零点高出全球大地水准面 0.25 至 0.46 m；不作任何假定。</translation>
    </message>
    <message>
        <source>Metres to add to get EGM96: below 0 where your datum lies below it.</source>
        <translation>换算为 EGM96 应加的米数：您的基准低于 EGM96 时为负。</translation>
    </message>
    <message>
        <source>Metres to add to get EGM96</source>
        <translation>换算到 EGM96 需加的米数</translation>
    </message>
</context>
<context>
    <name>DirectionHandle</name>
    <message>
        <source>Turn the strips</source>
        <translation>转动航带方向</translation>
    </message>
    <message>
        <source>Direction: free</source>
        <translation>方向：不限</translation>
    </message>
    <message>
        <source>Lean on flat ground {0}°</source>
        <translation>平地上的倾向 {0}°</translation>
    </message>
    <message>
        <source>Direction {0}°</source>
        <translation>方向 {0}°</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Play the flight</source>
        <translation>播放飞行过程</translation>
    </message>
    <message>
        <source>Tightest</source>
        <translation>最近处</translation>
    </message>
    <message>
        <source>Go to where the route is nearest to the ground</source>
        <translation>转到航线离地面最近的位置</translation>
    </message>
    <message>
        <source>Height profile</source>
        <translation>高程剖面</translation>
    </message>
    <message>
        <source>Sorties</source>
        <translation>架次</translation>
    </message>
    <message>
        <source>Strips</source>
        <translation>航带</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>stale  ·  {0}</source>
        <translation>已过期  ·  {0}</translation>
    </message>
    <message>
        <source>Sortie {0}: {1} strips</source>
        <translation>架次 {0}：{1} 条航带</translation>
    </message>
    <message>
        <source>after planning</source>
        <translation>规划后显示</translation>
    </message>
    <message>
        <source>Sortie {0}  ·  {1} above ground</source>
        <translation>架次 {0}  ·  离地 {1}</translation>
    </message>
    <message>
        <source>  ·  clearance {0}</source>
        <translation>  ·  净距 {0}</translation>
    </message>
    <message>
        <source>{0} battery sets of {1}</source>
        <translation>{0} 组电池（每组 {1}）</translation>
    </message>
    <message>
        <source>{0} battery sets</source>
        <translation>{0} 组电池</translation>
    </message>
    <message>
        <source>1 battery set of {1}</source>
        <translation>1 组电池（{1}）</translation>
    </message>
    <message>
        <source>1 battery set</source>
        <translation>1 组电池</translation>
    </message>
    <message>
        <source>J by evaluations</source>
        <translation>J 随评估次数</translation>
    </message>
</context>
<context>
    <name>DraftLayer</name>
    <message>
        <source>Plan so far</source>
        <translation>目前的规划</translation>
    </message>
</context>
<context>
    <name>DrawButtons</name>
    <message>
        <source>To change a shape, click it on the map.</source>
        <translation>要修改图形，请在地图上点击它。</translation>
    </message>
    <message>
        <source>Draw area</source>
        <translation>绘制测区</translation>
    </message>
    <message>
        <source>Draw hole</source>
        <translation>绘制空洞区</translation>
    </message>
    <message>
        <source>Set home</source>
        <translation>设置起飞点</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>禁飞区</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>测区</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Wires</source>
        <translation>电线</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Round area</source>
        <translation>圆形测区</translation>
    </message>
    <message>
        <source>Along a line</source>
        <translation>沿线</translation>
    </message>
    <message>
        <source>Launch site</source>
        <translation>备用起飞点</translation>
    </message>
    <message>
        <source>Ground station</source>
        <translation>地面站</translation>
    </message>
    <message>
        <source>Control point</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>圆形</translation>
    </message>
    <message>
        <source>Corridor</source>
        <translation>走廊</translation>
    </message>
    <message>
        <source>Power line</source>
        <translation>电力线</translation>
    </message>
    <message>
        <source>Line of the corridor</source>
        <translation>走廊中线</translation>
    </message>
</context>
<context>
    <name>Drawing</name>
    <message>
        <source>Move a corner</source>
        <translation>移动角点</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>移动{0}</translation>
    </message>
    <message>
        <source>Change the shape of {0}</source>
        <translation>修改{0}的形状</translation>
    </message>
    <message>
        <source>on a corner</source>
        <translation>在角点上</translation>
    </message>
    <message>
        <source>on an edge</source>
        <translation>在边上</translation>
    </message>
    <message>
        <source>right angle</source>
        <translation>直角</translation>
    </message>
    <message>
        <source>in line</source>
        <translation>共线</translation>
    </message>
    <message>
        <source>turned by {0}°</source>
        <translation>转动 {0}°</translation>
    </message>
    <message>
        <source>radius {0}</source>
        <translation>半径 {0}</translation>
    </message>
    <message>
        <source>Zone {0}</source>
        <translation>禁飞区 {0}</translation>
    </message>
    <message>
        <source>Power line {0}</source>
        <translation>电力线 {0}</translation>
    </message>
    <message>
        <source>Hole {0}</source>
        <translation>空洞区 {0}</translation>
    </message>
    <message>
        <source>launch site {0}</source>
        <translation>备用起飞点 {0}</translation>
    </message>
    <message>
        <source>Station {0}</source>
        <translation>地面站 {0}</translation>
    </message>
    <message>
        <source>CP {0}</source>
        <translation>CP {0}</translation>
    </message>
    <message>
        <source>Draw the survey area</source>
        <translation>绘制测区</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>添加{0}</translation>
    </message>
    <message>
        <source>Set home</source>
        <translation>设置起飞点</translation>
    </message>
    <message>
        <source>Draw the corridor&apos;s line</source>
        <translation>绘制走廊中线</translation>
    </message>
    <message>
        <source>Draw {0}</source>
        <translation>绘制{0}</translation>
    </message>
    <message>
        <source>Click: home · Esc: cancel</source>
        <translation>单击：起飞点 · Esc：取消</translation>
    </message>
    <message>
        <source>Click: its place · Esc: cancel</source>
        <translation>单击：位置 · Esc：取消</translation>
    </message>
    <message>
        <source>Click: both ends of an edge, then the depth · Esc: cancel</source>
        <translation>单击：一条边的两端，然后是深度 · Esc：取消</translation>
    </message>
    <message>
        <source>Click: centre, then rim, or type the radius · Esc: cancel</source>
        <translation>点击圆心，再点击圆周，或输入半径 · Esc：取消</translation>
    </message>
    <message>
        <source>width {0}</source>
        <translation>宽 {0}</translation>
    </message>
    <message>
        <source>Click: corner · double click: end · Backspace: one back · Alt: free · Esc: cancel</source>
        <translation>单击：角点 · 双击：结束 · 退格：退回一步 · Alt：不吸附 · Esc：取消</translation>
    </message>
</context>
<context>
    <name>DrawingCard</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>Ceiling, none where empty</source>
        <translation>上限，留空为无</translation>
    </message>
    <message>
        <source>Width, m</source>
        <translation>宽度，m</translation>
    </message>
    <message>
        <source>Height of the wires, m</source>
        <translation>电线高度，m</translation>
    </message>
    <message>
        <source>Keep away, m</source>
        <translation>保持距离，m</translation>
    </message>
    <message>
        <source>May be flown over</source>
        <translation>允许飞越</translation>
    </message>
    <message>
        <source>For checking, not for the adjustment</source>
        <translation>用于检查，不参与平差</translation>
    </message>
    <message>
        <source>Measured height, none where empty</source>
        <translation>实测高程，留空为无</translation>
    </message>
    <message>
        <source>Cancel  Esc</source>
        <translation>取消  Esc</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Delete corner</source>
        <translation>删除角点</translation>
    </message>
    <message>
        <source>Delete shape</source>
        <translation>删除图形</translation>
    </message>
    <message>
        <source>{0} corners</source>
        <translation>{0} 个角点</translation>
    </message>
    <message>
        <source>1 corner</source>
        <translation>1 个角点</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Click where home is</source>
        <translation>请点击起飞点所在位置</translation>
    </message>
    <message>
        <source>Survey area</source>
        <translation>测区</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>空洞区</translation>
    </message>
    <message>
        <source>No-fly zone</source>
        <translation>禁飞区</translation>
    </message>
    <message>
        <source>Power line</source>
        <translation>电力线</translation>
    </message>
    <message>
        <source>Line of the corridor</source>
        <translation>走廊中线</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Launch site</source>
        <translation>备用起飞点</translation>
    </message>
    <message>
        <source>Ground station</source>
        <translation>地面站</translation>
    </message>
    <message>
        <source>Control point</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>New: {0}</source>
        <translation>新建：{0}</translation>
    </message>
</context>
<context>
    <name>DrawingPanel</name>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
</context>
<context>
    <name>DriversPage</name>
    <message>
        <source>Strata</source>
        <translation>分层</translation>
    </message>
    <message>
        <source>Show it large</source>
        <translation>放大显示</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Power of determinant q</source>
        <translation>决定力 q</translation>
    </message>
    <message>
        <source>Interaction</source>
        <translation>交互作用</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>风险探测</translation>
    </message>
    <message>
        <source>Stratum</source>
        <translation>分层</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>样点数</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Differs from</source>
        <translation>显著不同于</translation>
    </message>
    <message>
        <source>after Detect</source>
        <translation>探测后显示</translation>
    </message>
    <message>
        <source>hollow: p ≥ {0}</source>
        <translation>空心：p ≥ {0}</translation>
    </message>
    <message>
        <source>{0}: q {1}, p {2}</source>
        <translation>{0}：q {1}，p {2}</translation>
    </message>
</context>
<context>
    <name>DriversStep</name>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Factors</source>
        <translation>因子</translation>
    </message>
    <message>
        <source>Convention</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>geodetector: strata of one sample are kept, sample variance; GD: they are left out, population variance</source>
        <translation>geodetector：保留单样本层，用样本方差；GD：去除单样本层，用总体方差</translation>
    </message>
    <message>
        <source>ESI by VW</source>
        <translation>ESI（变权）</translation>
    </message>
    <message>
        <source>ESI by CW</source>
        <translation>ESI（常权）</translation>
    </message>
    <message>
        <source>Natural breaks</source>
        <translation>自然断点</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>Equal steps</source>
        <translation>等间距</translation>
    </message>
    <message>
        <source>Geometric</source>
        <translation>几何间隔</translation>
    </message>
    <message>
        <source>Optimal (OPGD)</source>
        <translation>最优（OPGD）</translation>
    </message>
    <message>
        <source>Response variable</source>
        <translation>因变量</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Cut by</source>
        <translation>离散方法</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>分类数</translation>
    </message>
    <message>
        <source>Detect</source>
        <translation>探测</translation>
    </message>
    <message>
        <source>ESI is a weighted sum of these very indicators: q tells their part in it, and is no evidence of a cause.</source>
        <translation>ESI 就是这些指标的加权和：q 只说明各指标所占的份量，并非因果证据。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Choose two factors at least</source>
        <translation>请至少选择两个因子</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Detect again</source>
        <translation>重新探测</translation>
    </message>
    <message>
        <source>Strongest, q of {0} places</source>
        <translation>最强因子，{0} 个样点的 q</translation>
    </message>
    <message>
        <source>The search finds the number</source>
        <translation>分类数由搜索确定</translation>
    </message>
</context>
<context>
    <name>DropEntryBox</name>
    <message>
        <source>Delete from your catalogue</source>
        <translation>从您的目录中删除</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>删除 {0}？</translation>
    </message>
    <message>
        <source>It is no longer offered. A project that flies it asks for another one.</source>
        <translation>以后不再提供。使用它的项目会要求另选一个。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>EcologyDock</name>
    <message>
        <source>Zones</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Pixel history</source>
        <translation>像元历史</translation>
    </message>
    <message>
        <source>Area by grade</source>
        <translation>各等级面积</translation>
    </message>
    <message>
        <source>Loadings</source>
        <translation>载荷</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Write the table as CSV</source>
        <translation>将表格写为 CSV</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Field check</source>
        <translation>实地检验</translation>
    </message>
    <message>
        <source>{0} beyond a limit</source>
        <translation>{0} 处超限</translation>
    </message>
    <message>
        <source>click the map</source>
        <translation>请点击地图</translation>
    </message>
    <message>
        <source>no value here</source>
        <translation>此处无值</translation>
    </message>
    <message>
        <source>{0}{1}/yr · p {2}</source>
        <translation>{0}{1}/年 · p {2}</translation>
    </message>
    <message>
        <source>% of {0} ha</source>
        <translation>占 {0} 公顷的 %</translation>
    </message>
    <message>
        <source>PC1, PC2 · {0}</source>
        <translation>PC1、PC2 · {0}</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Area, ha</source>
        <translation>面积，公顷</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>{0} to be warned of</source>
        <translation>{0} 个需预警</translation>
    </message>
    <message>
        <source>after the analysis</source>
        <translation>分析后显示</translation>
    </message>
    <message>
        <source>none in this study</source>
        <translation>本研究无分区</translation>
    </message>
</context>
<context>
    <name>EcologyPanel</name>
    <message>
        <source>Ecology</source>
        <translation>生态</translation>
    </message>
    <message>
        <source>The study is being read …</source>
        <translation>正在读取研究…</translation>
    </message>
    <message>
        <source>IRSEI · {0} epochs</source>
        <translation>IRSEI · {0} 期</translation>
    </message>
    <message>
        <source>IRSEI · 1 epoch</source>
        <translation>IRSEI · 1 期</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>另有 {0} 条</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>重新分析</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>The imagery lies elsewhere, not on the ground of this project.</source>
        <translation>影像位于别处，不在本项目的地面上。</translation>
    </message>
    <message>
        <source>The imagery lies elsewhere, about {0} km from this project. Its own ground is shown while this stage is in front.</source>
        <translation>影像位于别处，距本项目约 {0} km。本阶段在前时显示影像自己的地面。</translation>
    </message>
    <message>
        <source>Analyse first: there is nothing to write</source>
        <translation>请先分析：还没有可写出的内容</translation>
    </message>
    <message>
        <source>A study compares epochs of imagery: greenness, wetness, dryness, heat and erosion, and IRSEI made of them.</source>
        <translation>研究比较多期影像：绿度、湿度、干度、热度与侵蚀，以及由它们构成的 IRSEI。</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>打开研究</translation>
    </message>
    <message>
        <source>Open results made elsewhere</source>
        <translation>打开其他程序的结果</translation>
    </message>
    <message>
        <source>All epochs together</source>
        <translation>所有期统一</translation>
    </message>
    <message>
        <source>Each epoch</source>
        <translation>逐期</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>修正式</translation>
    </message>
    <message>
        <source>As printed</source>
        <translation>原文式</translation>
    </message>
    <message>
        <source>One scale for all epochs shows what changes as a whole</source>
        <translation>所有期用同一尺度，才能看出整体变化</translation>
    </message>
    <message>
        <source>As printed: the first paper&apos;s formulas with their errors</source>
        <translation>原文式：第一篇论文的公式，连同其错误</translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Change study…</source>
        <translation>更改研究…</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Plan a flight there</source>
        <translation>规划到该处的飞行</translation>
    </message>
    <message>
        <source>Makes a project over the zone {0}, beside the study, and opens it</source>
        <translation>在研究旁建立覆盖分区“{0}”的项目并打开</translation>
    </message>
    <message>
        <source>These results were made elsewhere: this needs a study</source>
        <translation>这些结果来自别处：此项需要研究</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>校正</translation>
    </message>
    <message>
        <source>The options have changed; analyse again to see what they give.</source>
        <translation>选项已更改；重新分析以查看结果。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Export map</source>
        <translation>导出地图</translation>
    </message>
    <message>
        <source>PNG, PDF or GeoTIFF of the raster on the map</source>
        <translation>将地图上的栅格写为 PNG、PDF 或 GeoTIFF</translation>
    </message>
    <message>
        <source>Measurements…</source>
        <translation>实测数据…</translation>
    </message>
    <message>
        <source>Dust, water, soil: maps, trends, the field check</source>
        <translation>粉尘、水、土壤：制图、趋势、实地检验</translation>
    </message>
    <message>
        <source>Terrain, zones, further scenes, indicators of the index</source>
        <translation>地形、分区、更多影像、指数的指标</translation>
    </message>
    <message>
        <source>Open results…</source>
        <translation>打开结果…</translation>
    </message>
    <message>
        <source>Other study…</source>
        <translation>其他研究…</translation>
    </message>
    <message>
        <source>Change normalisation</source>
        <translation>更改归一化</translation>
    </message>
    <message>
        <source>Change corrections</source>
        <translation>更改校正</translation>
    </message>
    <message>
        <source>Change formulas</source>
        <translation>更改公式</translation>
    </message>
</context>
<context>
    <name>EcologyResult</name>
    <message>
        <source>change in percentage points</source>
        <translation>变化（百分点）</translation>
    </message>
    <message>
        <source>Area by grade</source>
        <translation>各等级面积</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Trend {0}</source>
        <translation>趋势 {0}</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>was {0}</source>
        <translation>原为 {0}</translation>
    </message>
    <message>
        <source>Mean IRSEI</source>
        <translation>IRSEI 均值</translation>
    </message>
    <message>
        <source>% of area</source>
        <translation>% 面积</translation>
    </message>
    <message>
        <source>Improving</source>
        <translation>改善</translation>
    </message>
    <message>
        <source>Degrading</source>
        <translation>退化</translation>
    </message>
    <message>
        <source>No clear trend</source>
        <translation>无明显趋势</translation>
    </message>
</context>
<context>
    <name>EcologyScene</name>
    <message>
        <source>Water and cloud</source>
        <translation>水体与云</translation>
    </message>
    <message>
        <source>Heat (LST)</source>
        <translation>热度（LST）</translation>
    </message>
    <message>
        <source>Greenness (NDVI)</source>
        <translation>绿度（NDVI）</translation>
    </message>
    <message>
        <source>Wetness (WET)</source>
        <translation>湿度（WET）</translation>
    </message>
    <message>
        <source>Dryness (NDBSI)</source>
        <translation>干度（NDBSI）</translation>
    </message>
    <message>
        <source>Erosion (RUSLE)</source>
        <translation>侵蚀（RUSLE）</translation>
    </message>
    <message>
        <source>Trend (Sen)</source>
        <translation>趋势（Sen）</translation>
    </message>
    <message>
        <source>Significance</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>Variation (CV)</source>
        <translation>变异（CV）</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Hatched: {0}</source>
        <translation>斜线：{0}</translation>
    </message>
</context>
<context>
    <name>EcologySession</name>
    <message>
        <source>This layer has no raster of its own; show another one to export it</source>
        <translation>该图层没有自己的栅格；请显示另一图层再导出</translation>
    </message>
    <message>
        <source>Change the study</source>
        <translation>更改研究</translation>
    </message>
</context>
<context>
    <name>EcologyVerbs</name>
    <message>
        <source>Open a study</source>
        <translation>打开研究</translation>
    </message>
    <message>
        <source>Open results</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>写报告</translation>
    </message>
    <message>
        <source>Write a map (PNG, PDF) or the raster (GeoTIFF)</source>
        <translation>写地图（PNG、PDF）或栅格（GeoTIFF）</translation>
    </message>
</context>
<context>
    <name>EditEffects</name>
    <message>
        <source>The plan is to be made again</source>
        <translation>需要重新规划</translation>
    </message>
    <message>
        <source>Survey area {0} → {1}</source>
        <translation>测区 {0} → {1}</translation>
    </message>
    <message>
        <source>Sortie {0} flies over or through {1}</source>
        <translation>架次 {0} 飞越或穿过 {1}</translation>
    </message>
    <message>
        <source>Sorties {0} fly over or through {1}</source>
        <translation>架次 {0} 飞越或穿过 {1}</translation>
    </message>
    <message>
        <source>No sortie meets {0}</source>
        <translation>没有架次遇到 {0}</translation>
    </message>
    <message>
        <source>Sortie {0} has strips beyond the area</source>
        <translation>架次 {0} 有航带超出测区</translation>
    </message>
    <message>
        <source>Sorties {0} have strips beyond the area</source>
        <translation>架次 {0} 有航带超出测区</translation>
    </message>
</context>
<context>
    <name>EditStudyDialog</name>
    <message>
        <source>Change the study</source>
        <translation>更改研究</translation>
    </message>
    <message>
        <source>Terrain (DEM)</source>
        <translation>地形（DEM）</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Further scenes</source>
        <translation>更多影像</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Scenes and their scale</source>
        <translation>影像及其比例</translation>
    </message>
    <message>
        <source>Their scale</source>
        <translation>其比例</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>An index of fewer than five indicators is told as such. With other scenes, scales or files the results of before are stale until the study is analysed again.</source>
        <translation>少于五个指标的指数会注明。影像、比例或文件更改后，原有结果即为过期，重新分析后才有效。</translation>
    </message>
    <message>
        <source>A study needs one scene at least</source>
        <translation>研究至少需要一期影像</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>An index needs two indicators at least</source>
        <translation>指数至少需要两个指标</translation>
    </message>
</context>
<context>
    <name>EndingForm</name>
    <message>
        <source>Return height</source>
        <translation>返航高度</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>Above the take-off place; empty: what each sortie needs</source>
        <translation>相对起飞点；留空：按各架次所需</translation>
    </message>
    <message>
        <source>At the route&apos;s end</source>
        <translation>航线结束时</translation>
    </message>
    <message>
        <source>When the remote controller is lost</source>
        <translation>遥控器失联时</translation>
    </message>
    <message>
        <source>At least {0} m: lower, a way home comes too near the ground</source>
        <translation>至少 {0} m：再低则返航途中离地过近</translation>
    </message>
    <message>
        <source>each sortie&apos;s own</source>
        <translation>各架次自定</translation>
    </message>
    <message>
        <source>returns</source>
        <translation>返航</translation>
    </message>
    <message>
        <source>lands</source>
        <translation>降落</translation>
    </message>
    <message>
        <source>hovers</source>
        <translation>悬停</translation>
    </message>
    <message>
        <source>own height</source>
        <translation>自定高度</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} m</translation>
    </message>
    <message>
        <source>It returns home and lands</source>
        <translation>返航并降落</translation>
    </message>
    <message>
        <source>It lands where it is, above home</source>
        <translation>在起飞点上方就地降落</translation>
    </message>
    <message>
        <source>It hovers; the pilot lands it</source>
        <translation>悬停，由飞手降落</translation>
    </message>
    <message>
        <source>It returns home</source>
        <translation>返航</translation>
    </message>
    <message>
        <source>It hovers where it is</source>
        <translation>原地悬停</translation>
    </message>
    <message>
        <source>It flies the route to its end</source>
        <translation>继续飞完航线</translation>
    </message>
    <message>
        <source>Change the route&apos;s end</source>
        <translation>更改航线结束动作</translation>
    </message>
    <message>
        <source>Change what is done without a link</source>
        <translation>更改失联动作</translation>
    </message>
    <message>
        <source>Change return height</source>
        <translation>更改返航高度</translation>
    </message>
</context>
<context>
    <name>EpochDialog</name>
    <message>
        <source>Survey to the study</source>
        <translation>航测纳入研究</translation>
    </message>
    <message>
        <source>Mosaic of reflectance</source>
        <translation>反射率镶嵌影像</translation>
    </message>
    <message>
        <source>Mosaic of temperatures</source>
        <translation>温度镶嵌影像</translation>
    </message>
    <message>
        <source>Satellite scene for SWIR</source>
        <translation>提供短波红外的卫星影像</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Replace the epoch of that date</source>
        <translation>替换该日期的一期</translation>
    </message>
    <message>
        <source>Add to the study</source>
        <translation>加入研究</translation>
    </message>
    <message>
        <source>Make them from the photos</source>
        <translation>由照片制作</translation>
    </message>
    <message>
        <source>Show the study</source>
        <translation>显示研究</translation>
    </message>
    <message>
        <source>Read the photos first</source>
        <translation>请先读取照片</translation>
    </message>
    <message>
        <source>Quick maps of the photos; those that hold a measure are taken</source>
        <translation>由照片制作快速影像图；含测量值的会被采用</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Choose a mosaic of reflectance</source>
        <translation>请选择反射率镶嵌影像</translation>
    </message>
    <message>
        <source>Orthomosaics of one survey are brought onto one grid and become an epoch of this project&apos;s study. Quick maps that hold brightness are refused.</source>
        <translation>一次航测的正射影像归到同一格网，成为本项目研究中的一期。只有亮度的快速影像图不被接受。</translation>
    </message>
    <message>
        <source>Date of the survey</source>
        <translation>航测日期</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>As they are; else the survey area</source>
        <translation>沿用已有分区；没有时以测区为分区</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>EpochList</name>
    <message>
        <source>Epochs</source>
        <translation>各期影像</translation>
    </message>
</context>
<context>
    <name>EpochRow</name>
    <message>
        <source>missing: {0}</source>
        <translation>缺少：{0}</translation>
    </message>
</context>
<context>
    <name>ExpectedStrip</name>
    <message>
        <source>Expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>not possible as asked</source>
        <translation>按所求无法实现</translation>
    </message>
    <message>
        <source>GSD</source>
        <translation>GSD</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>间距</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>cm</source>
        <translation>cm</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>/ ha</source>
        <translation>/ ha</translation>
    </message>
    <message>
        <source>{0} m: at most {1} m/s, the aircraft</source>
        <translation>{0} m：最多 {1} m/s，受飞行器限制</translation>
    </message>
    <message>
        <source>{0} m: at most {1} m/s, photo interval</source>
        <translation>{0} m：最多 {1} m/s，受拍照间隔限制</translation>
    </message>
    <message>
        <source>{0} m: at most {1} m/s, blur</source>
        <translation>{0} m：最多 {1} m/s，受运动模糊限制</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Sensor tables</source>
        <translation>传感器参数表</translation>
    </message>
    <message>
        <source>Print the brief</source>
        <translation>打印飞行单</translation>
    </message>
    <message>
        <source>Timetable…</source>
        <translation>飞行时间表…</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Before take-off</source>
        <translation>起飞之前</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写出</translation>
    </message>
    <message>
        <source>Choose a format</source>
        <translation>请选择格式</translation>
    </message>
    <message>
        <source>Folder for the missions</source>
        <translation>任务文件夹</translation>
    </message>
    <message>
        <source>Plan first: there is nothing to write</source>
        <translation>请先规划：没有可写出的内容</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Keep or undo the changes by hand first</source>
        <translation>请先保留或撤销手动修改</translation>
    </message>
    <message>
        <source>The plan is out of date: plan again, or accept it</source>
        <translation>规划已过期：请重新规划，或确认接受</translation>
    </message>
    <message>
        <source>Save first: what has changed is {0}</source>
        <translation>请先保存：已更改 {0}</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>the title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>the control points</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>what is done at the route&apos;s end</source>
        <translation>航线结束后的动作</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>nothing to note</source>
        <translation>无须注意</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} 个文件</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 个文件</translation>
    </message>
</context>
<context>
    <name>FailureBox</name>
    <message>
        <source>That did not work</source>
        <translation>操作未成功</translation>
    </message>
    <message>
        <source>This is a fault of the program. Please report it with the details.</source>
        <translation>这是程序的错误。请附上详细信息报告。</translation>
    </message>
</context>
<context>
    <name>FieldCheck</name>
    <message>
        <source>What is held against what</source>
        <translation>检验的对象</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} 与 {1}</translation>
    </message>
    <message>
        <source>Nothing of the same place and year</source>
        <translation>没有同地同年的数据</translation>
    </message>
    <message>
        <source>{0} pairs of one place and year: too few, or all alike</source>
        <translation>同地同年的 {0} 对：太少，或数值全同</translation>
    </message>
    <message>
        <source>Spearman {0} · p {1} · {2} pairs of one place and year</source>
        <translation>Spearman {0} · p {1} · 同地同年 {2} 对</translation>
    </message>
</context>
<context>
    <name>FigureEditing</name>
    <message>
        <source>Type a figure</source>
        <translation>输入数字</translation>
    </message>
    <message>
        <source>Clear cells</source>
        <translation>清空单元格</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Add the districts</source>
        <translation>添加行政区各行</translation>
    </message>
    <message>
        <source>Take rows out</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Take the nearest names</source>
        <translation>采用最接近的名称</translation>
    </message>
    <message>
        <source>Read the commas</source>
        <translation>判读逗号</translation>
    </message>
    <message>
        <source>Change how figures reach the cells</source>
        <translation>更改数字分布到像元的方式</translation>
    </message>
    <message>
        <source>Choose the districts</source>
        <translation>选择行政区</translation>
    </message>
</context>
<context>
    <name>FigureRemarks</name>
    <message>
        <source>Cells that are wrong</source>
        <translation>有误的单元格</translation>
    </message>
    <message>
        <source>Take the nearest names</source>
        <translation>采用最接近的名称</translation>
    </message>
    <message>
        <source>Commas part thousands</source>
        <translation>逗号是千位分隔</translation>
    </message>
    <message>
        <source>Commas are decimal</source>
        <translation>逗号是小数点</translation>
    </message>
    <message>
        <source>district</source>
        <translation>行政区</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Row {0}, {1}: {2}</source>
        <translation>第 {0} 行，{1}：{2}</translation>
    </message>
    <message>
        <source>Not known, and the analysis needs it: {0}</source>
        <translation>不详，而分析需要：{0}</translation>
    </message>
</context>
<context>
    <name>FigureTable</name>
    <message>
        <source>Figures of districts</source>
        <translation>行政区统计数据</translation>
    </message>
    <message>
        <source>District</source>
        <translation>行政区</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>{0}, without unit</source>
        <translation>{0}，无单位</translation>
    </message>
    <message>
        <source>{0}, in {1}</source>
        <translation>{0}，单位 {1}</translation>
    </message>
</context>
<context>
    <name>FiguresDialog</name>
    <message>
        <source>Figures of districts</source>
        <translation>行政区统计数据</translation>
    </message>
    <message>
        <source>Outlines of the districts</source>
        <translation>行政区边界</translation>
    </message>
    <message>
        <source>Add their rows</source>
        <translation>添加各行</translation>
    </message>
    <message>
        <source>A row for each district and each epoch&apos;s year</source>
        <translation>每个行政区、每期年份各一行</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Take rows out</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Read a CSV…</source>
        <translation>读取 CSV…</translation>
    </message>
    <message>
        <source>Write a CSV…</source>
        <translation>写出 CSV…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>A row a district and year. Paste from a spreadsheet or a page of a yearbook, with or without heads. Empty, – and n/a mean not known, never 0.</source>
        <translation>每个行政区、每年一行。可从电子表格或年鉴页面粘贴，有无列名均可。空白、–、n/a 表示不详，绝不当作 0。</translation>
    </message>
    <message>
        <source>Districts</source>
        <translation>行政区</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>撤销：{0}</translation>
    </message>
    <message>
        <source>Redo: {0}</source>
        <translation>重做：{0}</translation>
    </message>
    <message>
        <source>Take {0} in again: left out so far</source>
        <translation>重新纳入 {0}（目前已舍去）</translation>
    </message>
    <message>
        <source>The result shown was made from other figures: analyse again after taking over</source>
        <translation>当前结果由其他数字算得：采用后请重新分析</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等工作完成</translation>
    </message>
    <message>
        <source>Correct what is marked first</source>
        <translation>请先更正已标出的内容</translation>
    </message>
    <message>
        <source>Read figures</source>
        <translation>读取统计数据</translation>
    </message>
    <message>
        <source>Write figures</source>
        <translation>写出统计数据</translation>
    </message>
    <message>
        <source>Change figures of districts</source>
        <translation>更改行政区统计数据</translation>
    </message>
    <message>
        <source>What was typed and pasted here would be lost.</source>
        <translation>在此输入和粘贴的内容将会丢失。</translation>
    </message>
    <message>
        <source>Go on typing</source>
        <translation>继续输入</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>查找位置：</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Drop files here, or choose</source>
        <translation>把文件拖到这里，或选择</translation>
    </message>
    <message>
        <source>Drop a file here, or choose</source>
        <translation>把文件拖到这里，或选择</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Drop a folder or a file here, or choose</source>
        <translation>把文件夹或文件拖到这里，或选择</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Coordinate format</source>
        <translation>坐标格式</translation>
    </message>
    <message>
        <source>Units: metres or feet, m/s or knots</source>
        <translation>单位：米或英尺，米/秒或节</translation>
    </message>
    <message>
        <source>Grid or graticule over the map</source>
        <translation>地图上的格网或经纬网</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>An action, a stage, a layer, a setting, a field</source>
        <translation>操作、阶段、图层、设置或字段</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing of that name</source>
        <translation>没有这个名称</translation>
    </message>
</context>
<context>
    <name>FindingEntry</name>
    <message>
        <source>Go to this place</source>
        <translation>转到此处</translation>
    </message>
</context>
<context>
    <name>FindingRows</name>
    <message>
        <source>No finding</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>Nothing is read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Holes on the ground; the largest is Gap 1</source>
        <translation>地面上未覆盖之处；最大的是漏拍区 1</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>漏拍区</translation>
    </message>
    <message>
        <source>Triggers passed, and no photo is there</source>
        <translation>拍摄点已飞过，却没有照片</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Strips of the plan that were left out</source>
        <translation>规划中被略过的航带</translation>
    </message>
    <message>
        <source>Not flown</source>
        <translation>未飞</translation>
    </message>
    <message>
        <source>Images of the plan that are still ahead</source>
        <translation>规划中尚未拍摄的影像</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>待拍</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列出</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>FlightLineLayer</name>
    <message>
        <source>Line of the corridor</source>
        <translation>走廊中线</translation>
    </message>
</context>
<context>
    <name>FlightsForm</name>
    <message>
        <source>Sensors in one flight</source>
        <translation>同一架次的传感器</translation>
    </message>
    <message>
        <source>Propose more where these lie far off</source>
        <translation>这些起飞点过远时建议更多</translation>
    </message>
    <message>
        <source>Launch sites</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Home alone; put more on the map in the stage Site</source>
        <translation>仅起飞点；可在“场地”阶段于地图上添加</translation>
    </message>
    <message>
        <source>Home and {0} more</source>
        <translation>起飞点及另外 {0} 处</translation>
    </message>
    <message>
        <source>{0} launch sites</source>
        <translation>{0} 个起飞点</translation>
    </message>
    <message>
        <source>more proposed</source>
        <translation>建议更多</translation>
    </message>
    <message>
        <source>shared where it pays</source>
        <translation>有利时共用</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共用</translation>
    </message>
    <message>
        <source>apart</source>
        <translation>分开</translation>
    </message>
    <message>
        <source>Shared where that takes fewer flights</source>
        <translation>架次更少时共用</translation>
    </message>
    <message>
        <source>Always shared where they fit</source>
        <translation>能共用则总是共用</translation>
    </message>
    <message>
        <source>Each sensor in flights of its own</source>
        <translation>每个传感器单独飞行</translation>
    </message>
    <message>
        <source>Change shared flights</source>
        <translation>更改合并飞行</translation>
    </message>
    <message>
        <source>Change launch sites</source>
        <translation>更改起飞点</translation>
    </message>
</context>
<context>
    <name>FlightsTile</name>
    <message>
        <source>Drop this plan; what was kept before is there again</source>
        <translation>丢弃此规划，恢复此前保存的内容</translation>
    </message>
    <message>
        <source>Judged before: {0}</source>
        <translation>评估早于：{0}</translation>
    </message>
    <message>
        <source>Planned {0}, kept beside the plan</source>
        <translation>{0} 规划，与原规划一并保存</translation>
    </message>
    <message>
        <source>1 file written to {0}</source>
        <translation>已写入 1 个文件到 {0}</translation>
    </message>
    <message>
        <source>{0} files written to {1}</source>
        <translation>已写入 {0} 个文件到 {1}</translation>
    </message>
    <message>
        <source>Where the folder “{0}” for the missions is put</source>
        <translation>任务文件夹“{0}”的位置</translation>
    </message>
</context>
<context>
    <name>FormEdits</name>
    <message>
        <source>Change the shape of {0}</source>
        <translation>更改 {0} 的形状</translation>
    </message>
    <message>
        <source>Turn {0} into corners</source>
        <translation>将 {0} 转为角点</translation>
    </message>
</context>
<context>
    <name>FormFields</name>
    <message>
        <source>Radius</source>
        <translation>半径</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Turn into corners</source>
        <translation>转为角点</translation>
    </message>
    <message>
        <source>To move each corner by itself; the shape stays as it is</source>
        <translation>以便单独移动每个角点；形状保持不变</translation>
    </message>
</context>
<context>
    <name>FormatOptions</name>
    <message>
        <source>What the aircraft does</source>
        <translation>飞行器的动作</translation>
    </message>
    <message>
        <source>When the remote controller is lost</source>
        <translation>遥控器失联时</translation>
    </message>
    <message>
        <source>Heights in the file</source>
        <translation>文件中的高度</translation>
    </message>
    <message>
        <source>A photo is due</source>
        <translation>拍照依据</translation>
    </message>
    <message>
        <source>The gimbal is turned</source>
        <translation>云台转动</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>对焦</translation>
    </message>
    <message>
        <source>Payload named in the file</source>
        <translation>文件中的负载</translation>
    </message>
    <message>
        <source>Where the payload hangs</source>
        <translation>负载安装位置</translation>
    </message>
    <message>
        <source>The laser records</source>
        <translation>激光雷达记录</translation>
    </message>
    <message>
        <source>Version of the format</source>
        <translation>格式版本</translation>
    </message>
    <message>
        <source>As the catalogue says</source>
        <translation>按目录</translation>
    </message>
    <message>
        <source>As the plan says</source>
        <translation>按规划设定</translation>
    </message>
    <message>
        <source>It hovers where it is</source>
        <translation>原地悬停</translation>
    </message>
    <message>
        <source>It returns home</source>
        <translation>返航</translation>
    </message>
    <message>
        <source>It flies the route to its end</source>
        <translation>继续飞完航线</translation>
    </message>
    <message>
        <source>Above sea level (EGM96)</source>
        <translation>海拔高（EGM96）</translation>
    </message>
    <message>
        <source>Above the take-off point</source>
        <translation>相对起飞点</translation>
    </message>
    <message>
        <source>Each so many metres</source>
        <translation>按距离</translation>
    </message>
    <message>
        <source>Each so many seconds</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>With every photo</source>
        <translation>每次拍照时</translation>
    </message>
    <message>
        <source>Once where each strip begins</source>
        <translation>每条航带起点一次</translation>
    </message>
    <message>
        <source>Left to the pilot</source>
        <translation>由飞手决定</translation>
    </message>
    <message>
        <source>By itself at the first waypoint</source>
        <translation>在第一个航点自动对焦</translation>
    </message>
    <message>
        <source>The calibrated focus</source>
        <translation>标定对焦</translation>
    </message>
    <message>
        <source>An H20 in its place</source>
        <translation>以 H20 代替</translation>
    </message>
    <message>
        <source>None: the camera&apos;s timer is set by hand</source>
        <translation>无：相机定时器由人工设置</translation>
    </message>
    <message>
        <source>Front left</source>
        <translation>左前</translation>
    </message>
    <message>
        <source>Front right</source>
        <translation>右前</translation>
    </message>
    <message>
        <source>On top</source>
        <translation>上方</translation>
    </message>
    <message>
        <source>From the first strip to the last</source>
        <translation>从第一条航带到最后一条</translation>
    </message>
    <message>
        <source>Nothing by itself</source>
        <translation>不自动记录</translation>
    </message>
    <message>
        <source>1.0.6</source>
        <translation>1.0.6</translation>
    </message>
    <message>
        <source>1.0.2, for controllers with old firmware</source>
        <translation>1.0.2，用于旧固件的遥控器</translation>
    </message>
</context>
<context>
    <name>GapBox</name>
    <message>
        <source>Plan the gap</source>
        <translation>规划补飞</translation>
    </message>
    <message>
        <source>Export the gap…</source>
        <translation>导出补飞航线…</translation>
    </message>
    <message>
        <source>Format of the gap&apos;s flights</source>
        <translation>补飞航线的格式</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>The photos leave no gap</source>
        <translation>照片没有留下漏拍区</translation>
    </message>
    <message>
        <source>{0} images are still ahead: a plan made now flies them too</source>
        <translation>还有 {0} 张待拍：现在规划会一并补飞</translation>
    </message>
    <message>
        <source>No gap: nothing is to be flown again</source>
        <translation>没有漏拍区：无需补飞</translation>
    </message>
    <message>
        <source>1 gap, {0}</source>
        <translation>1 处漏拍区，{0}</translation>
    </message>
    <message>
        <source>{0} gaps, {1}</source>
        <translation>{0} 处漏拍区，{1}</translation>
    </message>
    <message>
        <source>{0} sorties, {1} min, {2} photos</source>
        <translation>{0} 架次，{1} 分钟，{2} 张照片</translation>
    </message>
    <message>
        <source>1 sortie, {0} min, {1} photos</source>
        <translation>1 架次，{0} 分钟，{1} 张照片</translation>
    </message>
    <message>
        <source>then {0} % seen often enough</source>
        <translation>补飞后 {0} % 达到所需重叠</translation>
    </message>
    <message>
        <source>Kept beside the plan</source>
        <translation>已与原规划一并保存</translation>
    </message>
    <message>
        <source>Gap planned</source>
        <translation>补飞已规划</translation>
    </message>
</context>
<context>
    <name>GapLayer</name>
    <message>
        <source>Gaps</source>
        <translation>漏拍区</translation>
    </message>
    <message>
        <source>Gap {0} · {1}</source>
        <translation>漏拍区 {0} · {1}</translation>
    </message>
</context>
<context>
    <name>Gauges</name>
    <message>
        <source>% seen so far</source>
        <translation>% 目前已覆盖</translation>
    </message>
    <message>
        <source>% seen</source>
        <translation>% 已覆盖</translation>
    </message>
    <message>
        <source>wind not known</source>
        <translation>风力未知</translation>
    </message>
    <message>
        <source>Beaufort {0}</source>
        <translation>{0} 级风</translation>
    </message>
    <message>
        <source>{0} to come</source>
        <translation>还有 {0} 张待拍</translation>
    </message>
    <message>
        <source>Reaches {0} %</source>
        <translation>达到 {0} %</translation>
    </message>
    <message>
        <source>Not seen often enough</source>
        <translation>重叠不足</translation>
    </message>
    <message>
        <source>{0} % short</source>
        <translation>差 {0} %</translation>
    </message>
    <message>
        <source>{0} % often enough of {1} % planned</source>
        <translation>{0} % 达到所需重叠，规划为 {1} %</translation>
    </message>
    <message>
        <source>{0} % seen with what is announced</source>
        <translation>计入预告的照片为 {0} %</translation>
    </message>
</context>
<context>
    <name>GivenWeights</name>
    <message>
        <source>Divide by the sum</source>
        <translation>除以总和</translation>
    </message>
    <message>
        <source>Open a CSV…</source>
        <translation>打开 CSV…</translation>
    </message>
    <message>
        <source>Sum {0}</source>
        <translation>总和 {0}</translation>
    </message>
    <message>
        <source>Sum {0}: weights must sum to 1</source>
        <translation>总和 {0}：权重之和须为 1</translation>
    </message>
</context>
<context>
    <name>GoneBox</name>
    <message>
        <source>Terrain not found</source>
        <translation>找不到地形</translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted. Show where it is now; nothing else changes.</source>
        <translation>文件已被移动、改名或删除。请指出它现在的位置；其他内容不变。</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
</context>
<context>
    <name>HeightBar</name>
    <message>
        <source>Drag to choose a height</source>
        <translation>拖动以选择高度</translation>
    </message>
</context>
<context>
    <name>HeightField</name>
    <message>
        <source>{0}, counted from</source>
        <translation>{0}，起算面</translation>
    </message>
    <message>
        <source>m ground</source>
        <translation>m 地面</translation>
    </message>
    <message>
        <source>m EGM96</source>
        <translation>m EGM96</translation>
    </message>
    <message>
        <source>m ellipsoid</source>
        <translation>m 椭球</translation>
    </message>
</context>
<context>
    <name>HeldBox</name>
    <message>
        <source>Open in another window</source>
        <translation>已在另一窗口中打开</translation>
    </message>
    <message>
        <source>This project is open in another window: {0}, since {1}.</source>
        <translation>此项目已在另一窗口中打开：{0}，自 {1} 起。</translation>
    </message>
    <message>
        <source>This project is open in another window.</source>
        <translation>此项目已在另一窗口中打开。</translation>
    </message>
    <message>
        <source>You may look at it. What you change here is kept only once you save it, and is lost where this window ends before; what the other has not saved is left to it.</source>
        <translation>您可以查看。在此处的更改只有保存后才会保留，若此窗口先行退出则会丢失；另一窗口尚未保存的内容由它自行保留。</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>No page holds these words</source>
        <translation>没有页面包含这些词</translation>
    </message>
</context>
<context>
    <name>HoleLayer</name>
    <message>
        <source>Holes</source>
        <translation>空洞区</translation>
    </message>
</context>
<context>
    <name>HomeLayer</name>
    <message>
        <source>Home</source>
        <translation>起飞点</translation>
    </message>
</context>
<context>
    <name>HoursDialog</name>
    <message>
        <source>Weather by hand</source>
        <translation>手动输入气象资料</translation>
    </message>
    <message>
        <source>Hours of weather</source>
        <translation>逐时气象资料</translation>
    </message>
    <message>
        <source>One more hour</source>
        <translation>再加一小时</translation>
    </message>
    <message>
        <source>Take the hour out</source>
        <translation>移除该小时</translation>
    </message>
    <message>
        <source>Times by the clock of the site ({0}); empty cells are not known.</source>
        <translation>时间按场地时钟（{0}）；空格为未知。</translation>
    </message>
    <message>
        <source>Row {0}, {1}: {2}</source>
        <translation>第 {0} 行，{1}：{2}</translation>
    </message>
    <message>
        <source>write a time such as 2026-05-03 09:00</source>
        <translation>请写成 2026-05-03 09:00 这样的时间</translation>
    </message>
    <message>
        <source>the wind is missing</source>
        <translation>缺少风速</translation>
    </message>
    <message>
        <source>“{0}” is no number</source>
        <translation>“{0}”不是数字</translation>
    </message>
    <message>
        <source>Wind, m/s</source>
        <translation>风速，m/s</translation>
    </message>
    <message>
        <source>From, °</source>
        <translation>风向，°</translation>
    </message>
    <message>
        <source>At, m</source>
        <translation>高度，m</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Gusts, m/s</source>
        <translation>阵风，m/s</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>Rain, mm/h</source>
        <translation>降水，mm/h</translation>
    </message>
    <message>
        <source>Sight, m</source>
        <translation>能见度，m</translation>
    </message>
</context>
<context>
    <name>IndexPage</name>
    <message>
        <source>Sites</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>准则层</translation>
    </message>
    <message>
        <source>Area by level</source>
        <translation>等级面积</translation>
    </message>
    <message>
        <source>C × α</source>
        <translation>C × α</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>变化曲线</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>Area, ha</source>
        <translation>面积，公顷</translation>
    </message>
    <message>
        <source>CW {0}</source>
        <translation>常权 {0}</translation>
    </message>
    <message>
        <source>VW {0}</source>
        <translation>变权 {0}</translation>
    </message>
    <message>
        <source>VW change</source>
        <translation>变权变化</translation>
    </message>
    <message>
        <source>after the analysis</source>
        <translation>分析后显示</translation>
    </message>
    <message>
        <source>0–1 · {0}</source>
        <translation>0–1 · {0}</translation>
    </message>
    <message>
        <source>% by VW</source>
        <translation>变权，%</translation>
    </message>
    <message>
        <source>share changed</source>
        <translation>改变等级的比例</translation>
    </message>
    <message>
        <source>{0} · solid VW, dashed CW</source>
        <translation>{0} · 实线变权，虚线常权</translation>
    </message>
    <message>
        <source>none in this study</source>
        <translation>本研究没有</translation>
    </message>
    <message>
        <source>C {0} α {1}: {2} %</source>
        <translation>C {0} α {1}：{2} %</translation>
    </message>
</context>
<context>
    <name>IndexStep</name>
    <message>
        <source>Breaks of the levels</source>
        <translation>等级断点</translation>
    </message>
    <message>
        <source>Table II</source>
        <translation>表 II</translation>
    </message>
    <message>
        <source>Natural breaks</source>
        <translation>自然断点</translation>
    </message>
    <message>
        <source>Table II: 0.26, 0.40, 0.47, 0.57; or exact natural breaks of all years</source>
        <translation>表 II：0.26、0.40、0.47、0.57；或所有年份的精确自然断点</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>The options have changed; analyse again to see what they give.</source>
        <translation>选项已更改；重新分析以查看结果。</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>地图对比</translation>
    </message>
    <message>
        <source>Two years</source>
        <translation>两个年份</translation>
    </message>
    <message>
        <source>CW | VW</source>
        <translation>常权 | 变权</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Two years; constant beside variable weights; an image beside the levels</source>
        <translation>两个年份；常权与变权并列；影像与等级并列</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Export map</source>
        <translation>导出地图</translation>
    </message>
    <message>
        <source>Open an ESI…</source>
        <translation>打开 ESI…</translation>
    </message>
    <message>
        <source>A GeoTIFF of an index from 0 to 1, made elsewhere</source>
        <translation>在别处生成的 0 到 1 指数 GeoTIFF</translation>
    </message>
    <message>
        <source>Analyse again</source>
        <translation>重新分析</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Figures of districts have changed; analyse again to see their effect.</source>
        <translation>行政区统计数据已更改；请重新分析以查看其影响。</translation>
    </message>
    <message>
        <source>What indicators are made from has changed; analyse again.</source>
        <translation>指标所依据的资料已更改；请重新分析。</translation>
    </message>
    <message>
        <source>Analyse first: there is nothing to write</source>
        <translation>请先分析：还没有可写出的内容</translation>
    </message>
    <message>
        <source>PNG, PDF or GeoTIFF of the raster on the map</source>
        <translation>将地图上的栅格写为 PNG、PDF 或 GeoTIFF</translation>
    </message>
    <message>
        <source>A better {0} lowers the index on {1} % of the area</source>
        <translation>{0} 改善反而使 {1} % 面积的指数下降</translation>
    </message>
    <message>
        <source>so do {0} other indicators</source>
        <translation>另有 {0} 个指标也如此</translation>
    </message>
    <message>
        <source>Area by level {0}</source>
        <translation>等级面积 {0}</translation>
    </message>
    <message>
        <source>km²</source>
        <translation>km²</translation>
    </message>
    <message>
        <source>ha</source>
        <translation>公顷</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>CW</source>
        <translation>常权</translation>
    </message>
    <message>
        <source>VW</source>
        <translation>变权</translation>
    </message>
    <message>
        <source>Mean ESI, CW</source>
        <translation>平均 ESI，常权</translation>
    </message>
    <message>
        <source>Mean ESI, VW</source>
        <translation>平均 ESI，变权</translation>
    </message>
    <message>
        <source>Net area moved</source>
        <translation>净变动面积</translation>
    </message>
    <message>
        <source>% of area</source>
        <translation>% 面积</translation>
    </message>
    <message>
        <source>Greatest CR</source>
        <translation>最大 CR</translation>
    </message>
    <message>
        <source>Open an ESI</source>
        <translation>打开 ESI</translation>
    </message>
    <message>
        <source>Change the breaks</source>
        <translation>更改断点</translation>
    </message>
</context>
<context>
    <name>IndicatorBars</name>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Weight in PC1 ({0} %)</source>
        <translation>PC1 中的权重（{0} %）</translation>
    </message>
    <message>
        <source>Greenness</source>
        <translation>绿度</translation>
    </message>
    <message>
        <source>Wetness</source>
        <translation>湿度</translation>
    </message>
    <message>
        <source>Dryness</source>
        <translation>干度</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>热度</translation>
    </message>
    <message>
        <source>Erosion</source>
        <translation>侵蚀</translation>
    </message>
</context>
<context>
    <name>IndicatorRow</name>
    <message>
        <source>left out ({0})</source>
        <translation>已舍去（{0}）</translation>
    </message>
    <message>
        <source>More is good for security</source>
        <translation>越大越安全</translation>
    </message>
    <message>
        <source>More is bad for security</source>
        <translation>越大越不安全</translation>
    </message>
    <message>
        <source>Choose a raster…</source>
        <translation>选择栅格…</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Figures…</source>
        <translation>统计数据…</translation>
    </message>
    <message>
        <source>Figures of districts, in a table of this study</source>
        <translation>本研究的行政区统计数据表</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>舍去</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Copy the system to a file of your own to change it</source>
        <translation>请先将指标体系复制到自己的文件再修改</translation>
    </message>
</context>
<context>
    <name>IndicatorsStep</name>
    <message>
        <source>Copy…</source>
        <translation>复制…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Copy the index system to a file of your own and change it</source>
        <translation>将指标体系复制到自己的文件并修改</translation>
    </message>
    <message>
        <source>Open another index system (TOML)</source>
        <translation>打开另一个指标体系（TOML）</translation>
    </message>
    <message>
        <source>{0} of {1} ready</source>
        <translation>{0} / {1} 就绪</translation>
    </message>
    <message>
        <source>Rasters for {0}</source>
        <translation>{0} 的栅格</translation>
    </message>
    <message>
        <source>Choose a raster for {0}</source>
        <translation>为 {0} 选择栅格</translation>
    </message>
    <message>
        <source>Copy the index system</source>
        <translation>复制指标体系</translation>
    </message>
    <message>
        <source>Open an index system</source>
        <translation>打开指标体系</translation>
    </message>
    <message>
        <source>Change the index system</source>
        <translation>更换指标体系</translation>
    </message>
    <message>
        <source>Take the raster of {0} away</source>
        <translation>移除 {0} 的栅格</translation>
    </message>
    <message>
        <source>Leave {0} out</source>
        <translation>舍去 {0}</translation>
    </message>
    <message>
        <source>Take {0} in again</source>
        <translation>重新纳入 {0}</translation>
    </message>
</context>
<context>
    <name>InsetMap</name>
    <message>
        <source>Where it was taken</source>
        <translation>拍摄位置</translation>
    </message>
    <message>
        <source>A click on a control point chooses it</source>
        <translation>点击控制点即可选中</translation>
    </message>
</context>
<context>
    <name>JudgementDialog</name>
    <message>
        <source>How many times as important is the row as the column? 1 equal, 3 moderately, 5 strongly, 7 very strongly, 9 extremely. The other half follows.</source>
        <translation>行的重要程度是列的几倍？1 同等，3 稍微，5 明显，7 强烈，9 极端。另一半自动对应。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>What was judged here would be lost.</source>
        <translation>在此所作的判断将丢失。</translation>
    </message>
    <message>
        <source>Go on judging</source>
        <translation>继续判断</translation>
    </message>
</context>
<context>
    <name>JudgementGrid</name>
    <message>
        <source>Judgement matrix</source>
        <translation>判断矩阵</translation>
    </message>
    <message>
        <source>How many times as important {0} is as {1}: 3, 1/3 or 0.5</source>
        <translation>{0} 的重要程度是 {1} 的几倍：3、1/3 或 0.5</translation>
    </message>
    <message>
        <source>“{0}” is no judgement: type a number such as 3 or 1/3</source>
        <translation>“{0}”不是判断值：请输入 3 或 1/3 这样的数</translation>
    </message>
</context>
<context>
    <name>KernelStrip</name>
    <message>
        <source>First start: you can work meanwhile</source>
        <translation>首次启动：您可以同时继续工作</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LackingBox</name>
    <message>
        <source>Type or paste figures…</source>
        <translation>输入或粘贴统计数据…</translation>
    </message>
    <message>
        <source>Figures of districts, in a table of this study</source>
        <translation>本研究的行政区统计数据表</translation>
    </message>
    <message>
        <source>Leave out what is lacking</source>
        <translation>舍去缺少数据的指标</translation>
    </message>
    <message>
        <source>The rest of a layer keeps the layer&apos;s weight; the result says what it lacks</source>
        <translation>准则层内其余指标分担该层的权重；结果会写明缺少哪些指标</translation>
    </message>
    <message>
        <source>Take all in again</source>
        <translation>全部重新纳入</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>已舍去：{0}</translation>
    </message>
    <message>
        <source>Take all indicators in again</source>
        <translation>重新纳入全部指标</translation>
    </message>
</context>
<context>
    <name>LackingNote</name>
    <message>
        <source>Leave it out</source>
        <translation>舍去它</translation>
    </message>
    <message>
        <source>The index is made of the others, and says so</source>
        <translation>指数由其余指标构成，并如实注明</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>舍去它们</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>已舍去：{0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Leave out what is lacking</source>
        <translation>舍去缺少的指标</translation>
    </message>
</context>
<context>
    <name>LargeMap</name>
    <message>
        <source>Interaction</source>
        <translation>交互作用</translation>
    </message>
</context>
<context>
    <name>LayerGroup</name>
    <message>
        <source>Fold or unfold</source>
        <translation>收起或展开</translation>
    </message>
    <message>
        <source>Fold or unfold {0}</source>
        <translation>收起或展开{0}</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>单独显示</translation>
    </message>
    <message>
        <source>Show this group alone, or all as before</source>
        <translation>仅显示此组，或恢复全部</translation>
    </message>
    <message>
        <source>Show {0} as before</source>
        <translation>恢复显示{0}</translation>
    </message>
    <message>
        <source>Hide all of {0}</source>
        <translation>隐藏全部{0}</translation>
    </message>
    <message>
        <source>Show all of {0}</source>
        <translation>显示全部{0}</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>航线</translation>
    </message>
    <message>
        <source>Airspace</source>
        <translation>空域</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>场地</translation>
    </message>
    <message>
        <source>Terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>All as at first</source>
        <translation>恢复原有次序</translation>
    </message>
    <message>
        <source>Remove from the map</source>
        <translation>从地图移除</translation>
    </message>
    <message>
        <source>Drag to another place, or Alt and an arrow key; right click for more</source>
        <translation>拖动或按 Alt 加方向键可改变次序；右键有更多选项</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过期</translation>
    </message>
</context>
<context>
    <name>LayerRow</name>
    <message>
        <source>Show {0}</source>
        <translation>显示 {0}</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>LeaveBox</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>What you changed is not saved. Save it before leaving?</source>
        <translation>您的修改尚未保存。离开前保存吗？</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>不保存，离开</translation>
    </message>
</context>
<context>
    <name>LinkBox</name>
    <message>
        <source>Listen…</source>
        <translation>接收…</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>开始接收</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>停止接收</translation>
    </message>
    <message>
        <source>Plan first</source>
        <translation>请先规划</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Last came</source>
        <translation>最近收到</translation>
    </message>
    <message>
        <source>What comes is sealed with another key: give both sides the same key file.</source>
        <translation>收到的数据用另一把密钥密封：请让两端使用同一密钥文件。</translation>
    </message>
    <message>
        <source>{0} packets refused</source>
        <translation>已拒绝 {0} 个数据包</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
</context>
<context>
    <name>LookedNote</name>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Looking at the ground and the threats again…</source>
        <translation>正在重新查看地形与威胁…</translation>
    </message>
</context>
<context>
    <name>Losing</name>
    <message>
        <source>Discard it</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Read {0}</source>
        <translation>读取 {0}</translation>
    </message>
    <message>
        <source>Where is {0}?</source>
        <translation>{0} 在哪里？</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>打开项目文件夹</translation>
    </message>
    <message>
        <source>Save the project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>Pack the project for another computer</source>
        <translation>把项目打包到另一台电脑</translation>
    </message>
    <message>
        <source>Open a packed project</source>
        <translation>打开打包的项目</translation>
    </message>
    <message>
        <source>Folder that {0} is put in</source>
        <translation>放置 {0} 的文件夹</translation>
    </message>
    <message>
        <source>Recover unsaved changes</source>
        <translation>恢复未保存的修改</translation>
    </message>
    <message>
        <source>Save the map view</source>
        <translation>保存地图视图</translation>
    </message>
    <message>
        <source>{0} written</source>
        <translation>已写出 {0}</translation>
    </message>
    <message>
        <source>Map view copied</source>
        <translation>已复制地图视图</translation>
    </message>
    <message>
        <source>Add a background</source>
        <translation>添加底图</translation>
    </message>
    <message>
        <source>Pictures, tiles and shapes ({0})</source>
        <translation>影像、瓦片和矢量 ({0})</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
</context>
<context>
    <name>MapFrame</name>
    <message>
        <source>Save the map view…</source>
        <translation>保存地图视图…</translation>
    </message>
    <message>
        <source>Copy the map view</source>
        <translation>复制地图视图</translation>
    </message>
    <message>
        <source>Print the map view…</source>
        <translation>打印地图视图…</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show the whole area</source>
        <translation>显示整个测区</translation>
    </message>
    <message>
        <source>Measure: length, area, bearing, height</source>
        <translation>量测：长度、面积、方位、高差</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Copy coordinates</source>
        <translation>复制坐标</translation>
    </message>
    <message>
        <source>Measure from here</source>
        <translation>从这里量测</translation>
    </message>
    <message>
        <source> · slope {0}°</source>
        <translation> · 坡度 {0}°</translation>
    </message>
    <message>
        <source>Ground {0} EGM96</source>
        <translation>地面 {0} EGM96</translation>
    </message>
    <message>
        <source>no terrain here</source>
        <translation>此处没有地形</translation>
    </message>
    <message>
        <source>Zone {0}</source>
        <translation>禁飞区 {0}</translation>
    </message>
    <message>
        <source>Line {0}</source>
        <translation>电力线 {0}</translation>
    </message>
    <message>
        <source>Hole {0}</source>
        <translation>空洞区 {0}</translation>
    </message>
    <message>
        <source>Inside the survey area</source>
        <translation>在测区内</translation>
    </message>
</context>
<context>
    <name>MarkTable</name>
    <message>
        <source>Marks of the point</source>
        <translation>该点的刺点</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不参与</translation>
    </message>
</context>
<context>
    <name>MarkingDialog</name>
    <message>
        <source>Control points in photos</source>
        <translation>照片中的控制点</translation>
    </message>
    <message>
        <source>Control points</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一张照片</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>删除刺点</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>平差</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Mark at least five control points in two photos each; there are {0}</source>
        <translation>至少五个控制点各在两张照片上刺点；现有 {0} 个</translation>
    </message>
    <message>
        <source>RMSE plan, control</source>
        <translation>平面中误差，控制点</translation>
    </message>
    <message>
        <source>RMSE height, control</source>
        <translation>高程中误差，控制点</translation>
    </message>
    <message>
        <source>RMSE plan, check</source>
        <translation>平面中误差，检查点</translation>
    </message>
    <message>
        <source>RMSE height, check</source>
        <translation>高程中误差，检查点</translation>
    </message>
    <message>
        <source>In the photos</source>
        <translation>像点</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos of {0}</source>
        <translation>{0} 的照片</translation>
    </message>
    <message>
        <source>{0} of {1} marked</source>
        <translation>已刺点 {0} / {1}</translation>
    </message>
    <message>
        <source>Nearest to the middle of the photo first</source>
        <translation>离照片中心最近者在前</translation>
    </message>
    <message>
        <source>A click marks, arrows move the mark by a tenth of a pixel, Enter goes on. Page Up and Page Down step through the photos, Delete removes the mark</source>
        <translation>单击刺点，方向键每次移动 0.1 像素，回车继续。Page Up 和 Page Down 逐张翻看照片，Delete 删除刺点</translation>
    </message>
    <message>
        <source>No photo shows {0}</source>
        <translation>没有照片拍到 {0}</translation>
    </message>
    <message>
        <source>{0} in {1}  ·  {2}° off the plumb line  ·  expected within {3} px</source>
        <translation>{1} 中的 {0}  ·  偏离铅垂线 {2}°  ·  预计误差 {3} 像素</translation>
    </message>
</context>
<context>
    <name>MarkingWork</name>
    <message>
        <source>Set mark</source>
        <translation>刺点</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>删除刺点</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>舍去它</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>重新参与平差</translation>
    </message>
</context>
<context>
    <name>MarksLayer</name>
    <message>
        <source>Launch sites</source>
        <translation>备用起飞点</translation>
    </message>
    <message>
        <source>Ground stations</source>
        <translation>地面站</translation>
    </message>
    <message>
        <source>Control points</source>
        <translation>控制点</translation>
    </message>
</context>
<context>
    <name>Matrices</name>
    <message>
        <source>Random index</source>
        <translation>随机一致性指标</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>未判断</translation>
    </message>
    <message>
        <source>all equal</source>
        <translation>全部相等</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>准则层</translation>
    </message>
</context>
<context>
    <name>MeasureDialog</name>
    <message>
        <source>Measurements</source>
        <translation>实测数据</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Hold index and indicators against them</source>
        <translation>用其检验指数和指标</translation>
    </message>
    <message>
        <source>Map them</source>
        <translation>制图</translation>
    </message>
    <message>
        <source>A table of dust, water or soil: place, lon, lat, date, value, unit, quantity. Each date becomes a map, each place a trend.</source>
        <translation>粉尘、水或土壤的表格：地点、经度、纬度、日期、数值、单位、测项。每个日期成一幅图，每个地点得一条趋势。</translation>
    </message>
    <message>
        <source>Values beyond are warned of</source>
        <translation>超限的数值会给出警告</translation>
    </message>
    <message>
        <source>The greater, the more the nearest place counts</source>
        <translation>越大，最近的地点权重越高</translation>
    </message>
    <message>
        <source>At the same places and years: number, Spearman&apos;s rank correlation, scatter</source>
        <translation>在相同地点和年份：数量、Spearman 秩相关、散点图</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>Power of the distance</source>
        <translation>距离的幂</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a table first</source>
        <translation>请先选择表格</translation>
    </message>
</context>
<context>
    <name>MeasuredRows</name>
    <message>
        <source>Quantity and place</source>
        <translation>测项与地点</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期数</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新值</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限值</translation>
    </message>
    <message>
        <source>above</source>
        <translation>高于</translation>
    </message>
    <message>
        <source>below</source>
        <translation>低于</translation>
    </message>
</context>
<context>
    <name>MissingLayer</name>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
</context>
<context>
    <name>MissionDialog</name>
    <message>
        <source>Mission</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Waypoints</source>
        <translation>航点</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Heights</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>The check finds nothing wrong with it.</source>
        <translation>检查未发现问题。</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Open a project or a study first</source>
        <translation>请先打开项目或研究</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>MoreForm</name>
    <message>
        <source>Ceiling counts from</source>
        <translation>限高起算于</translation>
    </message>
    <message>
        <source>Search height and speed where free</source>
        <translation>未作要求的高度与速度由搜索确定</translation>
    </message>
    <message>
        <source>Margins and limits</source>
        <translation>余量与限值</translation>
    </message>
    <message>
        <source>Route&apos;s end</source>
        <translation>航线结束</translation>
    </message>
    <message>
        <source>Flights</source>
        <translation>架次</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>weights {0}, seed {1}</source>
        <translation>权重 {0}，随机种子 {1}</translation>
    </message>
    <message>
        <source>{0} m · {1} %</source>
        <translation>{0} m · {1} %</translation>
    </message>
    <message>
        <source>Zone margin</source>
        <translation>禁飞区间距</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>Clearance</source>
        <translation>净距</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>电量余量</translation>
    </message>
    <message>
        <source>Climb limit</source>
        <translation>爬升限制</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>换电</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>The ground below</source>
        <translation>正下方地面</translation>
    </message>
    <message>
        <source>The nearest ground, as in the EU</source>
        <translation>最近的地面（如欧盟规定）</translation>
    </message>
    <message>
        <source>Nothing: a permit allows any height</source>
        <translation>无：许可允许任意高度</translation>
    </message>
    <message>
        <source>Change ceiling</source>
        <translation>更改限高</translation>
    </message>
    <message>
        <source>Change search</source>
        <translation>更改搜索</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Save as preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Preset {0} saved</source>
        <translation>预设 {0} 已保存</translation>
    </message>
</context>
<context>
    <name>NewProjectDialog</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Terrain (DEM)</source>
        <translation>地形（DEM）</translation>
    </message>
    <message>
        <source>Survey area</source>
        <translation>测区</translation>
    </message>
    <message>
        <source>Drop a file here, or choose; empty: drawn on the map</source>
        <translation>把文件拖到这里，或选择；留空：在地图上绘制</translation>
    </message>
    <message>
        <source>Threats</source>
        <translation>威胁</translation>
    </message>
    <message>
        <source>Weather</source>
        <translation>气象</translation>
    </message>
    <message>
        <source>Create project</source>
        <translation>创建项目</translation>
    </message>
    <message>
        <source>{0}: the file does not say what its heights are counted from; choose it</source>
        <translation>{0}：文件未说明高程基准，请选择</translation>
    </message>
    <message>
        <source>{0}: there is no such file</source>
        <translation>{0}：没有这个文件</translation>
    </message>
    <message>
        <source>Choose the terrain: one or more elevation files</source>
        <translation>请选择地形：一个或多个高程文件</translation>
    </message>
    <message>
        <source>Choose at least one sensor</source>
        <translation>请至少选择一个传感器</translation>
    </message>
    <message>
        <source>Open pit, June survey</source>
        <translation>露天矿，六月航测</translation>
    </message>
    <message>
        <source>Longitude, latitude; empty: chosen for you</source>
        <translation>经度, 纬度；留空则自动选择</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Vertical datum</source>
        <translation>高程基准</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Aircraft</source>
        <translation>飞行器</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>传感器</translation>
    </message>
    <message>
        <source>Project folder</source>
        <translation>项目文件夹</translation>
    </message>
    <message>
        <source>Choose where the project is put</source>
        <translation>选择项目存放位置</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Home: {0}</source>
        <translation>起飞点：{0}</translation>
    </message>
    <message>
        <source>Reading the terrain…</source>
        <translation>正在读取地形…</translation>
    </message>
</context>
<context>
    <name>NewStudyDialog</name>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>Terrain (DEM)</source>
        <translation>地形（DEM）</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Create study</source>
        <translation>创建研究</translation>
    </message>
    <message>
        <source>Choose imagery: a folder of scenes, or files</source>
        <translation>请选择影像：景的文件夹，或文件</translation>
    </message>
    <message>
        <source>Folder of scenes</source>
        <translation>景的文件夹</translation>
    </message>
    <message>
        <source>Files of one scene</source>
        <translation>一景的文件</translation>
    </message>
    <message>
        <source>Study file</source>
        <translation>研究文件</translation>
    </message>
    <message>
        <source>Open pit, 2013 to 2025</source>
        <translation>露天矿，2013 至 2025</translation>
    </message>
    <message>
        <source>As the files say</source>
        <translation>按文件说明</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>传感器</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Imagery</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Looking at the scenes</source>
        <translation>正在查看各景</translation>
    </message>
    <message>
        <source>{0} epochs of {1} scenes found</source>
        <translation>找到 {1} 景，其中 {0} 期可用</translation>
    </message>
    <message>
        <source>1 scene found</source>
        <translation>找到 1 景影像</translation>
    </message>
    <message>
        <source>sensors differ: a step between them may be the sensor&apos;s</source>
        <translation>传感器不同：相邻期之间的突变可能来自传感器</translation>
    </message>
</context>
<context>
    <name>NotFlownLayer</name>
    <message>
        <source>Not flown</source>
        <translation>未飞</translation>
    </message>
</context>
<context>
    <name>OutlineLayer</name>
    <message>
        <source>Zones</source>
        <translation>分区</translation>
    </message>
</context>
<context>
    <name>OwnAircraftDialog</name>
    <message>
        <source>An aircraft of your own</source>
        <translation>自定义飞行器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Mass with batteries, kg</source>
        <translation>含电池质量，kg</translation>
    </message>
    <message>
        <source>Greatest take-off mass, kg</source>
        <translation>最大起飞质量，kg</translation>
    </message>
    <message>
        <source>Greatest payload, kg</source>
        <translation>最大负载，kg</translation>
    </message>
    <message>
        <source>Energy of a battery set, Wh</source>
        <translation>一组电池的能量，Wh</translation>
    </message>
    <message>
        <source>A known flight to empty: minutes</source>
        <translation>已知一次飞至电量耗尽的时间，分钟</translation>
    </message>
    <message>
        <source>That flight: speed, m/s</source>
        <translation>该次飞行的速度，m/s</translation>
    </message>
    <message>
        <source>That flight: mass, kg</source>
        <translation>该次飞行的质量，kg</translation>
    </message>
    <message>
        <source>Highest speed, m/s</source>
        <translation>最大速度，m/s</translation>
    </message>
    <message>
        <source>Greatest airspeed, m/s (empty: not known)</source>
        <translation>最大空速，m/s（留空：未知）</translation>
    </message>
    <message>
        <source>Fastest climb, m/s</source>
        <translation>最大爬升，m/s</translation>
    </message>
    <message>
        <source>Fastest descent, m/s</source>
        <translation>最大下降，m/s</translation>
    </message>
    <message>
        <source>Greatest wind, m/s</source>
        <translation>最大风速，m/s</translation>
    </message>
    <message>
        <source>Greatest gusts, m/s</source>
        <translation>最大阵风，m/s</translation>
    </message>
    <message>
        <source>Highest flight, m</source>
        <translation>最大飞行高度，m</translation>
    </message>
</context>
<context>
    <name>OwnEntryDialog</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Begin as</source>
        <translation>以此为起点</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>The open project flies it</source>
        <translation>当前打开的项目正在使用它</translation>
    </message>
    <message>
        <source>Kept in your own catalogue; it is offered in every project from now on.</source>
        <translation>保存在您自己的目录中；此后每个项目都可选用。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>OwnSensorDialog</name>
    <message>
        <source>A sensor of your own</source>
        <translation>自定义传感器</translation>
    </message>
    <message>
        <source>The aircraft, by distance</source>
        <translation>飞行器，按距离</translation>
    </message>
    <message>
        <source>The aircraft, by time</source>
        <translation>飞行器，按时间</translation>
    </message>
    <message>
        <source>The camera itself</source>
        <translation>相机自身</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Focal length, mm</source>
        <translation>焦距，mm</translation>
    </message>
    <message>
        <source>Shutter fired by</source>
        <translation>快门触发</translation>
    </message>
    <message>
        <source>Detector, long side, mm</source>
        <translation>感光元件长边，mm</translation>
    </message>
    <message>
        <source>Detector, short side, mm</source>
        <translation>感光元件短边，mm</translation>
    </message>
    <message>
        <source>Pixels, long side</source>
        <translation>长边像素</translation>
    </message>
    <message>
        <source>Pixels, short side</source>
        <translation>短边像素</translation>
    </message>
    <message>
        <source>Mass, kg</source>
        <translation>质量，kg</translation>
    </message>
    <message>
        <source>Shortest interval, s</source>
        <translation>最短间隔，s</translation>
    </message>
    <message>
        <source>Usual height above ground, m</source>
        <translation>常用离地高度，m</translation>
    </message>
    <message>
        <source>Coarsest GSD, cm</source>
        <translation>最粗 GSD，cm</translation>
    </message>
    <message>
        <source>Front overlap, %</source>
        <translation>航向重叠，%</translation>
    </message>
    <message>
        <source>Side overlap, %</source>
        <translation>旁向重叠，%</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
</context>
<context>
    <name>PaperNamesForm</name>
    <message>
        <source>Operator</source>
        <translation>运营人</translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation>飞手</translation>
    </message>
    <message>
        <source>Observer</source>
        <translation>观察员</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>登记号</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>保险</translation>
    </message>
    <message>
        <source>Logo (PNG or JPEG)</source>
        <translation>徽标（PNG 或 JPEG）</translation>
    </message>
    <message>
        <source>The logo is no PNG or JPEG that can be read.</source>
        <translation>徽标不是可读取的 PNG 或 JPEG。</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>Paste weather</source>
        <translation>粘贴气象资料</translation>
    </message>
    <message>
        <source>METAR, TAF, or a table</source>
        <translation>METAR、TAF 或表格</translation>
    </message>
    <message>
        <source>METAR and TAF as they are sent, or a table with a line of column names.</source>
        <translation>原样的 METAR 与 TAF，或带列名行的表格。</translation>
    </message>
</context>
<context>
    <name>PatternDetails</name>
    <message>
        <source>Tilt from straight down</source>
        <translation>偏离垂直向下的倾角</translation>
    </message>
    <message>
        <source>Corridor width</source>
        <translation>走廊宽度</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>Faces steeper than</source>
        <translation>坡面陡于</translation>
    </message>
    <message>
        <source>Turned down by</source>
        <translation>再向下偏转</translation>
    </message>
    <message>
        <source>Side of the line</source>
        <translation>线的哪一侧</translation>
    </message>
    <message>
        <source>Use the middle line</source>
        <translation>采用中线</translation>
    </message>
    <message>
        <source>Draw the line</source>
        <translation>绘制中线</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>A line of {0} corners is given</source>
        <translation>已给出 {0} 个拐点的线</translation>
    </message>
    <message>
        <source>Along the area&apos;s middle line</source>
        <translation>沿测区中线</translation>
    </message>
    <message>
        <source>the area&apos;s</source>
        <translation>同测区</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>两侧</translation>
    </message>
    <message>
        <source>Left of it, as one goes along</source>
        <translation>沿线前进方向的左侧</translation>
    </message>
    <message>
        <source>Right of it, as one goes along</source>
        <translation>沿线前进方向的右侧</translation>
    </message>
    <message>
        <source>Change the corridor&apos;s side</source>
        <translation>更改走廊的一侧</translation>
    </message>
</context>
<context>
    <name>PatternField</name>
    <message>
        <source>Pattern</source>
        <extracomment>Refusals that a pilot mends by another pattern.</extracomment>
        <translation>航线方式</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>直线</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>沿坡</translation>
    </message>
    <message>
        <source>Crosshatch, both ways</source>
        <translation>交叉网格，两个方向</translation>
    </message>
    <message>
        <source>Oblique, five directions</source>
        <translation>倾斜摄影，五个方向</translation>
    </message>
    <message>
        <source>Corridor, along the area</source>
        <translation>走廊，沿测区走向</translation>
    </message>
    <message>
        <source>Faces, looked at from before them</source>
        <translation>坡面，从正面拍摄</translation>
    </message>
</context>
<context>
    <name>PhotoKinds</name>
    <message>
        <source>Another place</source>
        <translation>别处</translation>
    </message>
    <message>
        <source>No height</source>
        <translation>无高度</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Badly exposed</source>
        <translation>曝光不良</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Horizon in it</source>
        <translation>含地平线</translation>
    </message>
    <message>
        <source>Wrong height</source>
        <translation>高度有误</translation>
    </message>
    <message>
        <source>Clock off</source>
        <translation>时钟有误</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>已预告</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Something wrong</source>
        <translation>有问题的</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>全部照片</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>PhotoStrip</name>
    <message>
        <source>Photos of the point</source>
        <translation>该点的照片</translation>
    </message>
</context>
<context>
    <name>PhotoView</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Reading the photo</source>
        <translation>正在读取照片</translation>
    </message>
</context>
<context>
    <name>PlaceFields</name>
    <message>
        <source>Places written as</source>
        <translation>坐标写法</translation>
    </message>
    <message>
        <source>Degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation>度、分、秒</translation>
    </message>
    <message>
        <source>UTM</source>
        <translation>UTM</translation>
    </message>
    <message>
        <source>MGRS</source>
        <translation>MGRS</translation>
    </message>
    <message>
        <source>Place of the corner</source>
        <translation>角点位置</translation>
    </message>
    <message>
        <source>To the one before, m</source>
        <translation>到前一点，m</translation>
    </message>
    <message>
        <source>To the next, m</source>
        <translation>到后一点，m</translation>
    </message>
    <message>
        <source>Next corner: metres, bearing</source>
        <translation>下一角点：米，方位</translation>
    </message>
    <message>
        <source>Place, written as</source>
        <translation>位置，写法</translation>
    </message>
    <message>
        <source>Take {0}?</source>
        <translation>采用 {0}？</translation>
    </message>
</context>
<context>
    <name>PlanFloats</name>
    <message>
        <source>Click where all sorties are to start; Start again: call it off</source>
        <translation>请单击所有架次的起飞处；再按“起点”则取消</translation>
    </message>
    <message>
        <source>Move the start of all sorties</source>
        <translation>移动所有架次的起点</translation>
    </message>
</context>
<context>
    <name>PlanOverBox</name>
    <message>
        <source>Changes by hand</source>
        <translation>手动修改</translation>
    </message>
    <message>
        <source>A new plan takes the place of what you changed by hand. Go on?</source>
        <translation>新的规划将取代您的手动修改。是否继续？</translation>
    </message>
    <message>
        <source>The changed plan can be compared with the new one until the project is closed.</source>
        <translation>在关闭项目之前，可将修改过的规划与新规划比较。</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>重新规划</translation>
    </message>
    <message>
        <source>Keep my changes</source>
        <translation>保留修改</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Plan</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>The corridor&apos;s line</source>
        <translation>走廊中线</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>重新规划</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Open Check</source>
        <translation>查看检查</translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Speed of the playback</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>The sortie before</source>
        <translation>上一架次</translation>
    </message>
    <message>
        <source>The next sortie</source>
        <translation>下一架次</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>电量</translation>
    </message>
    <message>
        <source>Wind</source>
        <translation>风</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>太阳</translation>
    </message>
    <message>
        <source>{0}°, head {1}</source>
        <translation>{0}°，逆风 {1}</translation>
    </message>
    <message>
        <source>{0}°, tail {1}</source>
        <translation>{0}°，顺风 {1}</translation>
    </message>
    <message>
        <source>at {0}°</source>
        <translation>方位 {0}°</translation>
    </message>
</context>
<context>
    <name>PluginsDialog</name>
    <message>
        <source>Plugins</source>
        <translation>插件</translation>
    </message>
    <message>
        <source>Looking for plugins…</source>
        <translation>正在查找插件…</translation>
    </message>
    <message>
        <source>Open the folder of my plugins</source>
        <translation>打开我的插件文件夹</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A plugin adds mission formats. It is a program that runs with your rights: take one only from people you trust. Plugins are never loaded from a project.</source>
        <translation>插件用来增加任务格式。它是以您的权限运行的程序：请只采用可信之人的插件。绝不会从项目中加载插件。</translation>
    </message>
    <message>
        <source>What you switch is kept, and holds at once. A project that is open offers other formats when it is opened again.</source>
        <translation>启用或停用会被保存，并立即生效。已打开的项目在重新打开后提供其他格式。</translation>
    </message>
    <message>
        <source>{0}. To do: {1}</source>
        <translation>{0}。请处理：{1}</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>作者：{0}</translation>
    </message>
    <message>
        <source>made for plugin interface {0}</source>
        <translation>插件接口版本 {0}</translation>
    </message>
    <message>
        <source>Formats and endings: {0}</source>
        <translation>格式与扩展名：{0}</translation>
    </message>
</context>
<context>
    <name>PowerLineLayer</name>
    <message>
        <source>Power lines</source>
        <translation>电力线</translation>
    </message>
</context>
<context>
    <name>PresetMenu</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>No preset for this sensor yet</source>
        <translation>此传感器尚无预设</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <source>Take from a file…</source>
        <translation>从文件导入…</translation>
    </message>
    <message>
        <source>Hand on as a file</source>
        <translation>导出为文件</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Preset {0}</source>
        <translation>预设 {0}</translation>
    </message>
    <message>
        <source>Preset {0} deleted</source>
        <translation>预设 {0} 已删除</translation>
    </message>
    <message>
        <source>Take a preset</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <source>Preset {0} taken, for {1}</source>
        <translation>已导入预设 {0}，用于 {1}</translation>
    </message>
    <message>
        <source>Hand on a preset</source>
        <translation>导出预设</translation>
    </message>
    <message>
        <source>Preset {0} written to {1}</source>
        <translation>预设 {0} 已写入 {1}</translation>
    </message>
    <message>
        <source>Files that cannot be read: {0}</source>
        <translation>无法读取的文件：{0}</translation>
    </message>
</context>
<context>
    <name>ProfileChart</name>
    <message>
        <source>tightest here {0} m</source>
        <translation>此处最近 {0} m</translation>
    </message>
</context>
<context>
    <name>Radios</name>
    <message>
        <source>No link</source>
        <translation>无链路</translation>
    </message>
</context>
<context>
    <name>ReceiveDock</name>
    <message>
        <source>Flights of the gap</source>
        <translation>补飞架次</translation>
    </message>
    <message>
        <source>Log of the link</source>
        <translation>链路日志</translation>
    </message>
    <message>
        <source>Photos a minute</source>
        <translation>每分钟照片</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>Gap flights</source>
        <translation>补飞</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>尚无照片</translation>
    </message>
    <message>
        <source>Nothing is predicted yet</source>
        <translation>尚未预测</translation>
    </message>
    <message>
        <source>No gap is planned yet</source>
        <translation>尚未规划补飞</translation>
    </message>
    <message>
        <source>Nothing is listened to yet</source>
        <translation>尚未接收</translation>
    </message>
    <message>
        <source>Flight</source>
        <translation>架次</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>ReceiveMarks</name>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Gap flight {0}</source>
        <translation>补飞 {0}</translation>
    </message>
</context>
<context>
    <name>ReceivePanel</name>
    <message>
        <source>Receive</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Which photos are listed</source>
        <translation>列出哪些照片</translation>
    </message>
    <message>
        <source>{0} of {1} photos</source>
        <translation>{0} / {1} 张照片</translation>
    </message>
    <message>
        <source>Mark…</source>
        <translation>刺点…</translation>
    </message>
    <message>
        <source>Control points</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>加入…</translation>
    </message>
    <message>
        <source>Survey to the study</source>
        <translation>航测纳入研究</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Orthomosaics of this survey become an epoch</source>
        <translation>本次航测的正射影像成为研究中的一期</translation>
    </message>
    <message>
        <source>Mark control points in the stage Site first</source>
        <translation>请先在“场地”阶段添加控制点</translation>
    </message>
    <message>
        <source>Save the project first</source>
        <translation>请先保存项目</translation>
    </message>
    <message>
        <source>Read the photos first</source>
        <translation>请先读取照片</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>ReceiveSession</name>
    <message>
        <source>Plan first: photos are held against the plan</source>
        <translation>请先规划：照片要与规划对照</translation>
    </message>
    <message>
        <source>Keep or undo the changes by hand first</source>
        <translation>请先保留或撤销手动修改</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>These photos are of another place: none lies on this site. Choose another folder.</source>
        <translation>这些照片拍的是别处：没有一张在本场地。请选择另一文件夹。</translation>
    </message>
    <message>
        <source>No photo here is of a planned sensor. Choose another folder, or plan its sensor.</source>
        <translation>这里没有规划所用传感器的照片。请选择另一文件夹，或为该传感器规划。</translation>
    </message>
</context>
<context>
    <name>ReceiveState</name>
    <message>
        <source>{0} photos read, {1} % seen</source>
        <translation>已读取 {0} 张照片，覆盖 {1} %</translation>
    </message>
</context>
<context>
    <name>ReceivedLayer</name>
    <message>
        <source>Received</source>
        <translation>已收到</translation>
    </message>
</context>
<context>
    <name>RecoverBox</name>
    <message>
        <source>Changes that were not saved</source>
        <translation>未保存的修改</translation>
    </message>
    <message>
        <source>Changes of {0} were kept and never saved. Take them over?</source>
        <translation>{0} 的修改已留存但从未保存。要恢复吗？</translation>
    </message>
    <message>
        <source>Taking them over can be undone.</source>
        <translation>恢复之后可以撤销。</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>ReliefLayer</name>
    <message>
        <source>Relief</source>
        <translation>地形晕渲</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Raise by {0} m</source>
        <translation>升高 {0} m</translation>
    </message>
    <message>
        <source>Raise sortie {0}</source>
        <translation>升高架次 {0}</translation>
    </message>
    <message>
        <source>Lower by {0} m</source>
        <translation>降低 {0} m</translation>
    </message>
    <message>
        <source>Lower sortie {0}</source>
        <translation>降低架次 {0}</translation>
    </message>
    <message>
        <source>The sortie is changed and judged again; it can be undone</source>
        <translation>修改该架次并重新核查；可以撤销</translation>
    </message>
    <message>
        <source>Cut sortie {0}</source>
        <translation>分割架次 {0}</translation>
    </message>
    <message>
        <source>Give its last strip to the next</source>
        <translation>将最后一条航带移到下一架次</translation>
    </message>
    <message>
        <source>Ask {0} % side overlap</source>
        <translation>要求旁向重叠 {0} %</translation>
    </message>
    <message>
        <source>Ask a GSD of {0} cm</source>
        <translation>要求 GSD {0} cm</translation>
    </message>
    <message>
        <source>Keep {0} m from zones</source>
        <translation>与禁飞区保持 {0} m</translation>
    </message>
    <message>
        <source>Ask {0} m/s</source>
        <translation>要求速度 {0} m/s</translation>
    </message>
    <message>
        <source>Asked for in the plan; plan again to see what comes of it</source>
        <translation>写入规划要求；重新规划后查看效果</translation>
    </message>
</context>
<context>
    <name>ResidualBars</name>
    <message>
        <source>Residuals of the points</source>
        <translation>各点残差</translation>
    </message>
    <message>
        <source>{0}: {1} {3} in plan, {2} {3} in height, {4} σ</source>
        <translation>{0}：平面 {1} {3}，高程 {2} {3}，{4} σ</translation>
    </message>
</context>
<context>
    <name>ResidualDock</name>
    <message>
        <source>Residuals of the points</source>
        <translation>各点残差</translation>
    </message>
    <message>
        <source>plan, height (pale); hollow: check</source>
        <translation>平面、高程（浅色）；空心：检查点</translation>
    </message>
    <message>
        <source>Adjust tells how far each point is off</source>
        <translation>平差后显示各点的偏差</translation>
    </message>
    <message>
        <source>Marks of {0}</source>
        <translation>{0} 的刺点</translation>
    </message>
</context>
<context>
    <name>RestDialog</name>
    <message>
        <source>Resume an interrupted sortie</source>
        <translation>续飞中断的架次</translation>
    </message>
    <message>
        <source>It was the rest below that broke off, not the plan</source>
        <translation>中断的是下面的剩余航线，而不是原规划</translation>
    </message>
    <message>
        <source>Pick on the map</source>
        <translation>在地图上选取</translation>
    </message>
    <message>
        <source>Track of what was flown</source>
        <translation>已飞航迹</translation>
    </message>
    <message>
        <source>Plan the rest</source>
        <translation>规划剩余航线</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Nothing is planned yet</source>
        <translation>尚未规划</translation>
    </message>
    <message>
        <source>Keep or undo the changes by hand first</source>
        <translation>请先保留或撤销手动修改</translation>
    </message>
    <message>
        <source>Save the project first</source>
        <translation>请先保存项目</translation>
    </message>
    <message>
        <source>Type or pick where the sortie broke off, or give a track</source>
        <translation>请输入或选取架次中断的位置，或给出航迹</translation>
    </message>
    <message>
        <source>Take {0}?</source>
        <translation>采用 {0}？</translation>
    </message>
    <message>
        <source>Click where the sortie broke off</source>
        <translation>点击架次中断的位置</translation>
    </message>
    <message>
        <source>Sortie {0}</source>
        <translation>架次 {0}</translation>
    </message>
    <message>
        <source>Sensor flown</source>
        <translation>所飞传感器</translation>
    </message>
    <message>
        <source>Sortie that broke off</source>
        <translation>中断的架次</translation>
    </message>
    <message>
        <source>Where it broke off</source>
        <translation>中断位置</translation>
    </message>
    <message>
        <source>such as {0}</source>
        <translation>例如 {0}</translation>
    </message>
    <message>
        <source>Minutes after its first waypoint</source>
        <translation>距第一个航点的分钟数</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Sorties before it count as flown, those behind it do not. What remains is planned with the wind as it is now.</source>
        <translation>它之前的架次视为已飞，之后的视为未飞。剩余部分按当前的风重新规划。</translation>
    </message>
    <message>
        <source>Or a track of what was flown (CSV, GPX)</source>
        <translation>或已飞航迹（CSV、GPX）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>RestLayer</name>
    <message>
        <source>Rest of the plan</source>
        <translation>剩余航线</translation>
    </message>
    <message>
        <source>Broke off here</source>
        <translation>在此中断</translation>
    </message>
</context>
<context>
    <name>RestMade</name>
    <message>
        <source>Export the rest…</source>
        <translation>导出剩余航线…</translation>
    </message>
    <message>
        <source>Format of the rest&apos;s flights</source>
        <translation>剩余航线的格式</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>{0} sorties, {1} min</source>
        <translation>{0} 个架次，{1} 分钟</translation>
    </message>
    <message>
        <source>1 sortie, {0} min</source>
        <translation>1 个架次，{0} 分钟</translation>
    </message>
    <message>
        <source>{0} % of the strips flown, {1} left</source>
        <translation>已飞航带的 {0} %，剩余 {1}</translation>
    </message>
    <message>
        <source>Kept beside the plan, which stays as it is</source>
        <translation>与原规划一并保存，原规划不变</translation>
    </message>
    <message>
        <source>Rest planned</source>
        <translation>剩余航线已规划</translation>
    </message>
</context>
<context>
    <name>ResultTiles</name>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Planned {0} in {1} s</source>
        <translation>规划于 {0}，用时 {1} 秒</translation>
    </message>
    <message>
        <source>B {0} · out of date</source>
        <translation>B {0} · 已过期</translation>
    </message>
    <message>
        <source>B {0} · changed by hand</source>
        <translation>B {0} · 已手动修改</translation>
    </message>
    <message>
        <source>set</source>
        <translation>组电池</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>In zones</source>
        <translation>禁飞区内</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>爬升</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能耗</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Sorties</source>
        <translation>架次</translation>
    </message>
    <message>
        <source>sets</source>
        <translation>组电池</translation>
    </message>
</context>
<context>
    <name>ResultsDialog</name>
    <message>
        <source>Open results</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Each raster becomes a layer. Say what it holds where that is not plain.</source>
        <translation>每个栅格成为一个图层。不明确时请说明其内容。</translation>
    </message>
    <message>
        <source>Each band becomes a layer. Say which bands to show, and what each holds.</source>
        <translation>每个波段成为一个图层。请说明要显示哪些波段，以及各是什么。</translation>
    </message>
    <message>
        <source>{0}: {1} bands</source>
        <translation>{0}：{1} 个波段</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>Band {0}</source>
        <translation>波段 {0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0} (median about {1})</source>
        <translation>{0}（中位数约 {1}）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Say what at least one band holds</source>
        <translation>请至少说明一个波段是什么</translation>
    </message>
    <message>
        <source>Say what each raster holds</source>
        <translation>请说明每个栅格的内容</translation>
    </message>
</context>
<context>
    <name>RouteCard</name>
    <message>
        <source>The one before</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>The next one</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Waypoint {0} of {1}</source>
        <translation>航点 {0}/{1}</translation>
    </message>
    <message>
        <source>Image {0} of {1}</source>
        <translation>影像 {0}/{1}</translation>
    </message>
    <message>
        <source>Strip {0} of {1}</source>
        <translation>航带 {0}/{1}</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>途中</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source> · ceiling {0}</source>
        <translation> · 限高 {0}</translation>
    </message>
    <message>
        <source>Above ground</source>
        <translation>离地高度</translation>
    </message>
    <message>
        <source>Clearance</source>
        <translation>净距</translation>
    </message>
    <message>
        <source>{0} in space</source>
        <translation>空间距离 {0}</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>{0} after take-off</source>
        <translation>起飞后 {0}</translation>
    </message>
    <message>
        <source>about {0}</source>
        <translation>约 {0}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>电量</translation>
    </message>
    <message>
        <source>It sees {0} × {1} m, GSD {2} cm</source>
        <translation>覆盖 {0} × {1} m，GSD {2} cm</translation>
    </message>
    <message>
        <source>An image here sees {0} × {1} m, GSD {2} cm</source>
        <translation>此处影像覆盖 {0} × {1} m，GSD {2} cm</translation>
    </message>
</context>
<context>
    <name>RouteLayer</name>
    <message>
        <source>Sortie {0}</source>
        <translation>架次 {0}</translation>
    </message>
</context>
<context>
    <name>RowMoves</name>
    <message>
        <source>Higher</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>ScaleField</name>
    <message>
        <source>Scale</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Or type a factor, as 0.0001, or factor and offset, as 1e-4,-0.1</source>
        <translation>或输入系数，如 0.0001，或系数与偏移，如 1e-4,-0.1</translation>
    </message>
    <message>
        <source>As the files say</source>
        <translation>按文件说明</translation>
    </message>
    <message>
        <source>Landsat Collection 2, Level 2</source>
        <translation>Landsat Collection 2 二级产品</translation>
    </message>
    <message>
        <source>Ten-thousandths</source>
        <translation>万分之一</translation>
    </message>
</context>
<context>
    <name>SceneList</name>
    <message>
        <source>Drop a folder of scenes in here: Landsat, Sentinel-2, drone mosaics</source>
        <translation>将景的文件夹拖到这里：Landsat、Sentinel-2、无人机镶嵌影像</translation>
    </message>
    <message>
        <source>missing: {0}</source>
        <translation>缺少：{0}</translation>
    </message>
</context>
<context>
    <name>SceneOptions</name>
    <message>
        <source>As the files say</source>
        <translation>按文件说明</translation>
    </message>
    <message>
        <source>Top of the atmosphere</source>
        <translation>大气顶</translation>
    </message>
    <message>
        <source>Surface reflectance</source>
        <translation>地表反射率</translation>
    </message>
    <message>
        <source>Wetness has coefficients of its own for each; files seldom tell it</source>
        <translation>二者的湿度系数不同；文件很少注明</translation>
    </message>
    <message>
        <source>Each date by itself</source>
        <translation>每个日期单独成期</translation>
    </message>
    <message>
        <source>One a year</source>
        <translation>每年一期</translation>
    </message>
    <message>
        <source>One a season</source>
        <translation>每季一期</translation>
    </message>
    <message>
        <source>One a month</source>
        <translation>每月一期</translation>
    </message>
    <message>
        <source>Of each cell the median of the scenes that are clear there</source>
        <translation>每个像元取该处无云影像的中位数</translation>
    </message>
    <message>
        <source>How the scenes are read</source>
        <translation>影像的读取方式</translation>
    </message>
    <message>
        <source>Reflectance</source>
        <translation>反射率</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>各期影像</translation>
    </message>
</context>
<context>
    <name>SearchForm</name>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>What to keep low</source>
        <translation>优先降低</translation>
    </message>
    <message>
        <source>Search by</source>
        <translation>搜索方法</translation>
    </message>
    <message>
        <source>Osprey, origin at the best</source>
        <translation>鱼鹰算法，原点在最优处</translation>
    </message>
    <message>
        <source>Osprey as published 2023</source>
        <translation>鱼鹰算法，2023 年发表版</translation>
    </message>
    <message>
        <source>Osprey, steps as printed</source>
        <translation>鱼鹰算法，按论文所印步骤</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Altitude</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Threat</source>
        <translation>威胁</translation>
    </message>
    <message>
        <source>Weight of {0}</source>
        <translation>{0}的权重</translation>
    </message>
    <message>
        <source> evaluations</source>
        <translation> 次评估</translation>
    </message>
    <message>
        <source>Plans tried for each sensor</source>
        <translation>每个传感器尝试的方案数</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>计算量</translation>
    </message>
    <message>
        <source>The same seed gives the same plan</source>
        <translation>相同随机种子得到相同规划</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>A new seed</source>
        <translation>换一个随机种子</translation>
    </message>
    <message>
        <source>Change weights</source>
        <translation>更改权重</translation>
    </message>
    <message>
        <source>Reset weights</source>
        <translation>重置权重</translation>
    </message>
    <message>
        <source>Change budget</source>
        <translation>更改计算量</translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation>更改随机种子</translation>
    </message>
    <message>
        <source>Change search</source>
        <translation>更改搜索</translation>
    </message>
</context>
<context>
    <name>SecurityPanel</name>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Drivers</source>
        <translation>驱动因子</translation>
    </message>
    <message>
        <source>The study is being read …</source>
        <translation>正在读取研究…</translation>
    </message>
    <message>
        <source>Open or make a study in the Ecology stage first: security is told of it.</source>
        <translation>请先在“生态”阶段打开或新建一个研究，再评价其安全。</translation>
    </message>
    <message>
        <source>{0} indicators · {1} epochs</source>
        <translation>{0} 个指标 · {1} 期</translation>
    </message>
    <message>
        <source>{0} indicators · 1 epoch</source>
        <translation>{0} 个指标 · 1 期</translation>
    </message>
</context>
<context>
    <name>SecurityScene</name>
    <message>
        <source>Image {0}</source>
        <translation>影像 {0}</translation>
    </message>
    <message>
        <source>Hatched: {0}</source>
        <translation>斜线：{0}</translation>
    </message>
    <message>
        <source>Levels, VW</source>
        <translation>等级，变权</translation>
    </message>
    <message>
        <source>Levels, CW</source>
        <translation>等级，常权</translation>
    </message>
    <message>
        <source>ESI, VW</source>
        <translation>ESI，变权</translation>
    </message>
    <message>
        <source>ESI, CW</source>
        <translation>ESI，常权</translation>
    </message>
    <message>
        <source>VW − CW</source>
        <translation>变权 − 常权</translation>
    </message>
</context>
<context>
    <name>SenderBox</name>
    <message>
        <source>Who is told</source>
        <translation>告知对象</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Ask for it</source>
        <translation>请求发送</translation>
    </message>
    <message>
        <source>Size of the preview that is asked for</source>
        <translation>所请求预览图的大小</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>First previews only</source>
        <translation>仅首次预览</translation>
    </message>
    <message>
        <source>Better previews too</source>
        <translation>也发更好的预览</translation>
    </message>
    <message>
        <source>Senders stop making previews</source>
        <translation>发送端停止制作预览图</translation>
    </message>
    <message>
        <source>First previews come sooner alone</source>
        <translation>仅发首次预览时到达更快</translation>
    </message>
    <message>
        <source>Loss, speed, and what is left to send</source>
        <translation>丢失率、速度和待发数量</translation>
    </message>
    <message>
        <source>Choose a photo in the list to ask for a better one</source>
        <translation>请在列表中选择照片，以请求更好的预览</translation>
    </message>
    <message>
        <source>A larger preview of the photo chosen</source>
        <translation>所选照片的更大预览图</translation>
    </message>
    <message>
        <source>All {0} senders</source>
        <translation>全部 {0} 个发送端</translation>
    </message>
    <message>
        <source>Nothing is listened to yet</source>
        <translation>尚未接收</translation>
    </message>
    <message>
        <source>On its way; one who sleeps hears it when it calls</source>
        <translation>已发出；休眠的发送端在下次呼叫时收到</translation>
    </message>
    <message>
        <source>Senders wait: no previews are made</source>
        <translation>发送端等待中：不制作预览图</translation>
    </message>
    <message>
        <source>{0}: {1} % lost, {2} a second, {3} to send</source>
        <translation>{0}：丢失 {1} %，每秒 {2}，待发 {3}</translation>
    </message>
</context>
<context>
    <name>SensorChoice</name>
    <message>
        <source>Visible</source>
        <translation>可见光</translation>
    </message>
    <message>
        <source>LiDAR</source>
        <translation>激光雷达</translation>
    </message>
    <message>
        <source>Multispectral</source>
        <translation>多光谱</translation>
    </message>
    <message>
        <source>Thermal</source>
        <translation>热红外</translation>
    </message>
</context>
<context>
    <name>SensorsPanel</name>
    <message>
        <source>Sensors</source>
        <translation>传感器</translation>
    </message>
    <message>
        <source>Aircraft</source>
        <translation>飞行器</translation>
    </message>
    <message>
        <source>An aircraft of your own…</source>
        <translation>自定义飞行器…</translation>
    </message>
    <message>
        <source>Sensors to fly</source>
        <translation>要飞的传感器</translation>
    </message>
    <message>
        <source>A sensor of your own…</source>
        <translation>自定义传感器…</translation>
    </message>
    <message>
        <source>{0} chosen</source>
        <translation>已选 {0} 个</translation>
    </message>
    <message>
        <source>Not on the {0}</source>
        <translation>不能用于 {0}</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>添加{0}</translation>
    </message>
    <message>
        <source>GSD {0} cm at {1} m · footprint {2} × {3} m · lines every {4} m · {5} m/s · photo every {6} m</source>
        <translation>{1} m 高处 GSD {0} cm · 幅面 {2} × {3} m · 航带间距 {4} m · {5} m/s · 每 {6} m 一张</translation>
    </message>
    <message>
        <source>Light: it does not get dark in the days ahead</source>
        <translation>光照：未来几天天色不暗</translation>
    </message>
    <message>
        <source>Light: the sun stays too low in the days ahead</source>
        <translation>光照：未来几天太阳高度过低</translation>
    </message>
    <message>
        <source>Light: {0}</source>
        <translation>光照：{0}</translation>
    </message>
    <message>
        <source>Change aircraft</source>
        <translation>更换飞行器</translation>
    </message>
    <message>
        <source>Choose sensors</source>
        <translation>选择传感器</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Locate the terrain</source>
        <translation>定位地形</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation>度、分、秒</translation>
    </message>
    <message>
        <source>Metres, kilometres, hectares</source>
        <translation>米、千米、公顷</translation>
    </message>
    <message>
        <source>Feet, nautical miles, acres</source>
        <translation>英尺、海里、英亩</translation>
    </message>
    <message>
        <source>Metres a second</source>
        <translation>米每秒</translation>
    </message>
    <message>
        <source>Knots</source>
        <translation>节</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Grid in metres (UTM)</source>
        <translation>米制格网（UTM）</translation>
    </message>
    <message>
        <source>Graticule in degrees</source>
        <translation>经纬网</translation>
    </message>
    <message>
        <source>As the screen is: large where it can be touched</source>
        <translation>随屏幕：可触摸时放大</translation>
    </message>
    <message>
        <source>Large, for fingers</source>
        <translation>大，便于手指操作</translation>
    </message>
    <message>
        <source>Small, for a mouse</source>
        <translation>小，便于鼠标操作</translation>
    </message>
    <message>
        <source>Buttons and fields</source>
        <translation>按钮与输入框</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Lengths and heights</source>
        <translation>长度与高度</translation>
    </message>
    <message>
        <source>Wind and flight speeds</source>
        <translation>风速与飞行速度</translation>
    </message>
    <message>
        <source>Lines over the map</source>
        <translation>地图上的格网线</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>What is asked of a plan, findings, the height profile, studies and what is written into missions stay in metres, hectares and metres a second.</source>
        <translation>对规划的要求、检查结果、高程剖面、研究以及写入任务的内容始终使用米、公顷和米/秒。</translation>
    </message>
    <message>
        <source>On the printed brief</source>
        <translation>打印的外业飞行单上</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Shading</name>
    <message>
        <source>Grades</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Continuous</source>
        <translation>连续</translation>
    </message>
</context>
<context>
    <name>ShapeEdits</name>
    <message>
        <source>Change {0}</source>
        <translation>更改{0}</translation>
    </message>
    <message>
        <source>Delete a corner</source>
        <translation>删除角点</translation>
    </message>
    <message>
        <source>Turn {0}</source>
        <translation>转动{0}</translation>
    </message>
    <message>
        <source>Scale {0}</source>
        <translation>缩放{0}</translation>
    </message>
    <message>
        <source>Change the shape of {0}</source>
        <translation>修改{0}的形状</translation>
    </message>
    <message>
        <source>Grow {0}</source>
        <translation>外扩{0}</translation>
    </message>
    <message>
        <source>Cut out of {0}</source>
        <translation>从{0}中裁去</translation>
    </message>
    <message>
        <source>Join to {0}</source>
        <translation>并入{0}</translation>
    </message>
    <message>
        <source>Delete {0}</source>
        <translation>删除{0}</translation>
    </message>
    <message>
        <source>home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Paste corners of {0}</source>
        <translation>粘贴{0}的角点</translation>
    </message>
</context>
<context>
    <name>ShapeMenu</name>
    <message>
        <source>Change the whole shape</source>
        <translation>改变整个图形</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Turn…</source>
        <translation>转动…</translation>
    </message>
    <message>
        <source>Degrees, clockwise</source>
        <translation>顺时针度数</translation>
    </message>
    <message>
        <source>Scale…</source>
        <translation>缩放…</translation>
    </message>
    <message>
        <source>Percent of its size</source>
        <translation>占原大小的百分比</translation>
    </message>
    <message>
        <source>Metres outwards, below 0 inwards</source>
        <translation>向外的米数，小于 0 为向内</translation>
    </message>
    <message>
        <source>Grow or shrink…</source>
        <translation>外扩或内缩…</translation>
    </message>
    <message>
        <source>Cut out</source>
        <translation>裁去</translation>
    </message>
    <message>
        <source>Join with</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Type a number</source>
        <translation>请输入数字</translation>
    </message>
</context>
<context>
    <name>ShapesDock</name>
    <message>
        <source>Corners</source>
        <translation>角点</translation>
    </message>
    <message>
        <source>Paste…</source>
        <translation>粘贴…</translation>
    </message>
    <message>
        <source>A line for each corner: longitude, latitude; as copied</source>
        <translation>每个角点一行：经度、纬度；按复制的内容</translation>
    </message>
    <message>
        <source>Shapes and places</source>
        <translation>图形与位置</translation>
    </message>
    <message>
        <source>Nothing was changed since the plan was made</source>
        <translation>规划之后没有改动</translation>
    </message>
    <message>
        <source>There is no plan yet that an edit could touch</source>
        <translation>还没有规划会受影响</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>Corner</source>
        <translation>角点</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Edge</source>
        <translation>边长</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>夹角</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>圆心</translation>
    </message>
    <message>
        <source>Rim</source>
        <translation>圆周</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>circle</source>
        <translation>圆</translation>
    </message>
    <message>
        <source>corridor</source>
        <translation>走廊</translation>
    </message>
    <message>
        <source>rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Survey area</source>
        <translation>测区</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>空洞区</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>禁飞区</translation>
    </message>
    <message>
        <source>Wires</source>
        <translation>电线</translation>
    </message>
    <message>
        <source>Corridor</source>
        <translation>走廊</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Launch</source>
        <translation>备用起飞点</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>地面站</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
</context>
<context>
    <name>ShotLayer</name>
    <message>
        <source>Images taken</source>
        <translation>拍摄点</translation>
    </message>
    <message>
        <source>by zoom</source>
        <translation>随缩放显示</translation>
    </message>
</context>
<context>
    <name>SitePanel</name>
    <message>
        <source>Site</source>
        <translation>场地</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>格网</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>设定者</translation>
    </message>
    <message>
        <source>the planner</source>
        <translation>规划器</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>To be seen</source>
        <translation>需覆盖</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Mean slope</source>
        <translation>平均坡度</translation>
    </message>
    <message>
        <source>Holes</source>
        <translation>空洞区</translation>
    </message>
</context>
<context>
    <name>SortieBar</name>
    <message>
        <source>Raise…</source>
        <translation>升高…</translation>
    </message>
    <message>
        <source>Cut…</source>
        <translation>分割…</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>起点…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>The next click on the map is where all sorties start</source>
        <translation>在地图上单击，设为所有架次的起点</translation>
    </message>
    <message>
        <source>Save the plan with what was changed by hand</source>
        <translation>保存手动修改后的规划</translation>
    </message>
    <message>
        <source>judging…</source>
        <translation>正在核查…</translation>
    </message>
    <message>
        <source>{0} changed by hand</source>
        <translation>手动修改 {0} 处</translation>
    </message>
    <message>
        <source>{0} m higher</source>
        <translation>升高 {0} m</translation>
    </message>
    <message>
        <source>{0} m lower</source>
        <translation>降低 {0} m</translation>
    </message>
    <message>
        <source>Ends 1 strip later</source>
        <translation>推后 1 条航带结束</translation>
    </message>
    <message>
        <source>Ends 1 strip earlier</source>
        <translation>提前 1 条航带结束</translation>
    </message>
    <message>
        <source>Ends {0} strips later</source>
        <translation>推后 {0} 条航带结束</translation>
    </message>
    <message>
        <source>Ends {0} strips earlier</source>
        <translation>提前 {0} 条航带结束</translation>
    </message>
    <message>
        <source>Raise sortie {0}</source>
        <translation>升高架次 {0}</translation>
    </message>
    <message>
        <source>Lower sortie {0}</source>
        <translation>降低架次 {0}</translation>
    </message>
    <message>
        <source>Cut sortie {0}</source>
        <translation>分割架次 {0}</translation>
    </message>
</context>
<context>
    <name>SortieChip</name>
    <message>
        <source>{0}: click chooses, Alt and a click hides</source>
        <translation>{0}：单击选中，按住 Alt 单击隐藏</translation>
    </message>
</context>
<context>
    <name>SortieTable</name>
    <message>
        <source>Sortie</source>
        <translation>架次</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Climb</source>
        <translation>爬升</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>净距</translation>
    </message>
    <message>
        <source>Battery left</source>
        <translation>剩余电量</translation>
    </message>
    <message>
        <source>Sorties</source>
        <translation>架次</translation>
    </message>
</context>
<context>
    <name>SourceBox</name>
    <message>
        <source>Folder of the photos</source>
        <translation>照片文件夹</translation>
    </message>
    <message>
        <source>Drop a folder or card here, or choose</source>
        <translation>将文件夹或存储卡拖到此处，或选择</translation>
    </message>
    <message>
        <source>Go on while photos arrive</source>
        <translation>照片陆续到达时持续读取</translation>
    </message>
    <message>
        <source>Look for blur and exposure</source>
        <translation>检查模糊与曝光</translation>
    </message>
    <message>
        <source>Read the photos</source>
        <translation>读取照片</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Watched while photos arrive</source>
        <translation>正在监视新到照片</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>Space</name>
    <message>
        <source>Split</source>
        <translation>分屏</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Pilot</source>
        <translation>飞手</translation>
    </message>
    <message>
        <source>Relief</source>
        <translation>地形晕渲</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究影像</translation>
    </message>
    <message>
        <source>What lies over the ground</source>
        <translation>地面上叠加的内容</translation>
    </message>
</context>
<context>
    <name>SpoiledLayer</name>
    <message>
        <source>Blurred or spoiled</source>
        <translation>模糊或报废</translation>
    </message>
</context>
<context>
    <name>SpreadFields</name>
    <message>
        <source>How figures reach the cells</source>
        <translation>数字如何分布到像元</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>比率</translation>
    </message>
    <message>
        <source>smooth rate</source>
        <translation>平滑比率</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总量</translation>
    </message>
    <message>
        <source>smooth total</source>
        <translation>平滑总量</translation>
    </message>
    <message>
        <source>a rate: the same in all cells</source>
        <translation>比率：各像元相同</translation>
    </message>
    <message>
        <source>a rate: smooth between middles</source>
        <translation>比率：各中心间平滑</translation>
    </message>
    <message>
        <source>a total: divided by the area</source>
        <translation>总量：除以面积</translation>
    </message>
    <message>
        <source>a total: smooth, sums kept</source>
        <translation>总量：平滑，保持总和</translation>
    </message>
    <message>
        <source>Rates (per head, per km²) hold for each cell; totals, such as a GDP, are spread over the district</source>
        <translation>比率（人均、每平方千米）对每个像元都成立；总量（如国内生产总值）分布到整个行政区</translation>
    </message>
</context>
<context>
    <name>StaleNote</name>
    <message>
        <source>Check it again, and accept</source>
        <translation>重新检查并接受</translation>
    </message>
    <message>
        <source>Changed since it was planned: {0}.</source>
        <translation>规划之后已改变：{0}。</translation>
    </message>
    <message>
        <source>Save first</source>
        <translation>请先保存</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>Judges the plan again; it is accepted where it breaks no hard rule</source>
        <translation>重新核查规划；不违反硬性规则即予接受</translation>
    </message>
    <message>
        <source>the terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>the survey area</source>
        <translation>测区</translation>
    </message>
    <message>
        <source>the threats</source>
        <translation>威胁</translation>
    </message>
    <message>
        <source>the weather</source>
        <translation>气象资料</translation>
    </message>
    <message>
        <source>the home</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>the aircraft</source>
        <translation>飞行器</translation>
    </message>
    <message>
        <source>the sensors</source>
        <translation>传感器</translation>
    </message>
    <message>
        <source>what is asked of the planner</source>
        <translation>规划要求</translation>
    </message>
</context>
<context>
    <name>StartView</name>
    <message>
        <source>Verified survey missions over steep ground</source>
        <translation>陡峭地形上经过核查的航测任务</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>A steep mine, made from a seed</source>
        <translation>由随机种子生成的陡峭矿区</translation>
    </message>
    <message>
        <source>Demo on real terrain: Jacksboro</source>
        <translation>真实地形演示：Jacksboro</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Or drop a project folder, a study, or terrain and area files, in here.</source>
        <translation>也可以把项目文件夹、研究文件，或地形与测区文件拖到这里。</translation>
    </message>
    <message>
        <source>New ecological study</source>
        <translation>新建生态研究</translation>
    </message>
    <message>
        <source>Open a study…</source>
        <translation>打开研究…</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
</context>
<context>
    <name>StateCurve</name>
    <message>
        <source>State function</source>
        <translation>状态函数</translation>
    </message>
</context>
<context>
    <name>StatePage</name>
    <message>
        <source>State function S(x)</source>
        <translation>状态函数 S(x)</translation>
    </message>
    <message>
        <source>Change thresholds of {0}</source>
        <translation>更改 {0} 的阈值</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Show or fold the layers</source>
        <translation>显示或收起图层</translation>
    </message>
    <message>
        <source>Show or fold what is below the map</source>
        <translation>显示或收起地图下方的面板</translation>
    </message>
    <message>
        <source>Show or fold the panel</source>
        <translation>显示或收起右侧面板</translation>
    </message>
    <message>
        <source>Ground {0} EGM96</source>
        <translation>地面 {0} EGM96</translation>
    </message>
    <message>
        <source>no terrain here</source>
        <translation>此处没有地形</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>look at it</source>
        <translation>需查看</translation>
    </message>
</context>
<context>
    <name>StopBox</name>
    <message>
        <source>Work is running</source>
        <translation>工作正在进行</translation>
    </message>
    <message>
        <source>Something is still being worked on. Stop it and leave?</source>
        <translation>还有工作正在进行。停止并离开吗？</translation>
    </message>
    <message>
        <source>What was saved stays as it is; this work is lost.</source>
        <translation>已保存的内容不变；此项工作将丢失。</translation>
    </message>
    <message>
        <source>Stop and leave</source>
        <translation>停止并离开</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续工作</translation>
    </message>
</context>
<context>
    <name>Strange</name>
    <message>
        <source>a folder without a project in it</source>
        <translation>不含项目的文件夹</translation>
    </message>
    <message>
        <source>a file that cannot be read</source>
        <translation>无法读取的文件</translation>
    </message>
    <message>
        <source>an empty file</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>a folder of photos, which are read on Receive</source>
        <translation>照片文件夹；照片在“接收”阶段读取</translation>
    </message>
    <message>
        <source>a photo; photos are read on Receive</source>
        <translation>照片；照片在“接收”阶段读取</translation>
    </message>
    <message>
        <source>a picture without a place</source>
        <translation>没有位置的图片</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a film</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>a spreadsheet</source>
        <translation>电子表格</translation>
    </message>
    <message>
        <source>a text document</source>
        <translation>文字文档</translation>
    </message>
    <message>
        <source>an archive (ZIP)</source>
        <translation>压缩包（ZIP）</translation>
    </message>
    <message>
        <source>map tiles, which lie under the map of a project</source>
        <translation>地图瓦片；可铺在项目的地图之下</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>a file of a kind that is not known here</source>
        <translation>未知类型的文件</translation>
    </message>
</context>
<context>
    <name>StrangeBox</name>
    <message>
        <source>Nothing to take</source>
        <translation>没有可用的文件</translation>
    </message>
    <message>
        <source>{0} is {1}</source>
        <translation>{0} 是{1}</translation>
    </message>
    <message>
        <source>Taken are projects, studies, terrain (GeoTIFF, HGT, ASC, LAS), areas and zones (KML, GeoJSON, SHP, GPKG, OpenAir), weather (METAR, TAF, CSV, JSON) and missions (KMZ).</source>
        <translation>可用的有：项目、研究、地形（GeoTIFF、HGT、ASC、LAS）、测区和禁飞区（KML、GeoJSON、SHP、GPKG、OpenAir）、气象（METAR、TAF、CSV、JSON）和任务（KMZ）。</translation>
    </message>
</context>
<context>
    <name>Strengths</name>
    <message>
        <source>C: the smaller, the harder the penalty</source>
        <translation>C：越小惩罚越强</translation>
    </message>
    <message>
        <source>α: how strongly weights vary</source>
        <translation>α：权重变化的强度</translation>
    </message>
    <message>
        <source>Adjustment</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
</context>
<context>
    <name>StripButtons</name>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Do not fly this strip</source>
        <translation>不飞此航带</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Fly it from its other end</source>
        <translation>从另一端开始飞此航带</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Let nothing change this strip</source>
        <translation>不允许修改此航带</translation>
    </message>
    <message>
        <source>Cut here</source>
        <translation>在此分割</translation>
    </message>
    <message>
        <source>This strip and those behind it go to the next sortie</source>
        <translation>此航带及其后的航带归入下一架次</translation>
    </message>
    <message>
        <source>Plan again first</source>
        <translation>请先重新规划</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>This strip was locked: let it be changed</source>
        <translation>该航带已锁定：允许修改</translation>
    </message>
    <message>
        <source>{0} strip {1}</source>
        <translation>{0}航带 {1}</translation>
    </message>
    <message>
        <source>Cut sortie {0}</source>
        <translation>分割架次 {0}</translation>
    </message>
</context>
<context>
    <name>StripModel</name>
    <message>
        <source>expected</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>marked, {0} px from expected</source>
        <translation>已刺点，距预测位置 {0} 像素</translation>
    </message>
</context>
<context>
    <name>StripTable</name>
    <message>
        <source>Strips</source>
        <translation>航带</translation>
    </message>
    <message>
        <source>Strip</source>
        <translation>航带</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>航向</translation>
    </message>
    <message>
        <source>AGL</source>
        <translation>离地</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>净距</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>StudyScenes</name>
    <message>
        <source>Without its tick the scene is removed from the study; files stay</source>
        <translation>取消勾选即把该影像移出研究；文件保留</translation>
    </message>
    <message>
        <source>Scale of {0}</source>
        <translation>{0} 的比例</translation>
    </message>
    <message>
        <source>Its own files give each band its scale</source>
        <translation>其自身文件逐波段给出比例</translation>
    </message>
</context>
<context>
    <name>SuspectRows</name>
    <message>
        <source>{0} more</source>
        <translation>另有 {0} 项</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>重新参与平差</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>舍去它</translation>
    </message>
    <message>
        <source>Wait until the work is done</source>
        <translation>请等待当前工作完成</translation>
    </message>
    <message>
        <source>At least five control points must stay: mark or measure another first</source>
        <translation>至少须保留五个控制点：请先再刺点或测量一个</translation>
    </message>
    <message>
        <source>{0} is left out</source>
        <translation>{0} 不参与平差</translation>
    </message>
    <message>
        <source>The mark of {0} in {1} is left out</source>
        <translation>{0} 在 {1} 中的刺点不参与平差</translation>
    </message>
</context>
<context>
    <name>Swipe</name>
    <message>
        <source>Compare two epochs</source>
        <translation>比较两期</translation>
    </message>
    <message>
        <source>Drag to compare</source>
        <translation>拖动以比较</translation>
    </message>
</context>
<context>
    <name>SystemPage</name>
    <message>
        <source>Indicators</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Index system</source>
        <translation>指标体系</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Computed as</source>
        <translation>计算方法</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
</context>
<context>
    <name>TakeDialog</name>
    <message>
        <source>Files for this project</source>
        <translation>用于本项目的文件</translation>
    </message>
    <message>
        <source>Take them</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>{0}: the file does not say what its heights are counted from; choose it</source>
        <translation>{0}：文件未说明高程基准，请选择</translation>
    </message>
    <message>
        <source>What are these files for?</source>
        <translation>这些文件是什么？</translation>
    </message>
    <message>
        <source>Vertical datum of all the terrain</source>
        <translation>全部地形的高程基准</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What {0} is taken for</source>
        <translation>{0} 的用途</translation>
    </message>
    <message>
        <source>Terrain, beside the other files</source>
        <translation>地形，与其他文件并用</translation>
    </message>
    <message>
        <source>The survey area, in place of this one</source>
        <translation>测区，替换现有的</translation>
    </message>
    <message>
        <source>No-fly zones and power lines, beside the others</source>
        <translation>禁飞区与电力线，与现有的并用</translation>
    </message>
    <message>
        <source>Soft risk, a raster from 0 to 1</source>
        <translation>软风险，0 到 1 的栅格</translation>
    </message>
    <message>
        <source>Weather, in place of this one</source>
        <translation>气象资料，替换现有的</translation>
    </message>
    <message>
        <source>A background under the map</source>
        <translation>地图下的底图</translation>
    </message>
    <message>
        <source>Nothing: leave it out</source>
        <translation>不用</translation>
    </message>
    <message>
        <source>Choose what at least one file is for</source>
        <translation>请至少为一个文件选择用途</translation>
    </message>
    <message>
        <source>Read {0}</source>
        <translation>读取 {0}</translation>
    </message>
</context>
<context>
    <name>Tape</name>
    <message>
        <source>Click to measure from here</source>
        <translation>点击从这里开始量测</translation>
    </message>
    <message>
        <source>last {0} · {1}° true</source>
        <translation>末段 {0} · 真方位 {1}°</translation>
    </message>
    <message>
        <source>height {0}</source>
        <translation>高差 {0}</translation>
    </message>
    <message>
        <source>encloses {0}</source>
        <translation>围成 {0}</translation>
    </message>
    <message>
        <source>crosses itself</source>
        <translation>自相交</translation>
    </message>
</context>
<context>
    <name>Terrain3D</name>
    <message>
        <source>This computer shows no 3D: it has no OpenGL, or its graphics driver is missing. Map and profile show the same plan.</source>
        <translation>此计算机无法显示三维视图：没有 OpenGL 或缺少显卡驱动。地图和剖面显示的是同一规划。</translation>
    </message>
</context>
<context>
    <name>TerrainList</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Datum…</source>
        <translation>基准…</translation>
    </message>
    <message>
        <source>Terrain</source>
        <translation>地形</translation>
    </message>
    <message>
        <source>Add elevation files</source>
        <translation>添加高程文件</translation>
    </message>
    <message>
        <source>Add {0} to the terrain</source>
        <translation>把 {0} 加入地形</translation>
    </message>
    <message>
        <source>Where is {0}?</source>
        <translation>{0} 在哪里？</translation>
    </message>
    <message>
        <source>Locate {0}</source>
        <translation>定位 {0}</translation>
    </message>
    <message>
        <source>Copy the terrain into the project</source>
        <translation>把地形复制到项目中</translation>
    </message>
    <message>
        <source>Take {0} out of the terrain</source>
        <translation>从地形中移除 {0}</translation>
    </message>
    <message>
        <source>Change the vertical datum</source>
        <translation>更改高程基准</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不在原处</translation>
    </message>
    <message>
        <source>What to do with {0}</source>
        <translation>对 {0} 的操作</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Copy into the project</source>
        <translation>复制到项目中</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>ThreatLayer</name>
    <message>
        <source>Threat index</source>
        <translation>威胁指数</translation>
    </message>
</context>
<context>
    <name>ThreatsPanel</name>
    <message>
        <source>Threats</source>
        <translation>威胁</translation>
    </message>
    <message>
        <source>No-fly zones</source>
        <translation>禁飞区</translation>
    </message>
    <message>
        <source>Power lines</source>
        <translation>电力线</translation>
    </message>
    <message>
        <source>{0} m, keep {1} m</source>
        <translation>{0} m，保持 {1} m</translation>
    </message>
    <message>
        <source>Holes</source>
        <translation>空洞区</translation>
    </message>
    <message>
        <source>kept out</source>
        <translation>不得飞越</translation>
    </message>
    <message>
        <source>may be flown over</source>
        <translation>可飞越</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>How the files were understood</source>
        <translation>文件的读法</translation>
    </message>
    <message>
        <source>margin {0} m</source>
        <translation>禁飞区间距 {0} m</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>Play the epochs</source>
        <translation>播放各期</translation>
    </message>
</context>
<context>
    <name>TimetableDialog</name>
    <message>
        <source>Timetable</source>
        <translation>飞行时间表</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Save as a calendar…</source>
        <translation>存为日历…</translation>
    </message>
    <message>
        <source>Save as a calendar</source>
        <translation>存为日历</translation>
    </message>
    <message>
        <source>Flight</source>
        <translation>架次</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Take-off</source>
        <translation>起飞</translation>
    </message>
    <message>
        <source>Landing</source>
        <translation>降落</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起飞点</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>电池组</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等待</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Sets charged at a time; 0: all overnight</source>
        <translation>同时充电的组数；0：全部夜间充电</translation>
    </message>
    <message>
        <source>Battery sets</source>
        <translation>电池组数</translation>
    </message>
    <message>
        <source>Sets charged at once</source>
        <translation>同时充电组数</translation>
    </message>
    <message>
        <source>Charging takes</source>
        <translation>充电用时</translation>
    </message>
    <message>
        <source>Between two flights</source>
        <translation>两次飞行之间</translation>
    </message>
    <message>
        <source>Moving to another site</source>
        <translation>转场用时</translation>
    </message>
    <message>
        <source>Days looked at</source>
        <translation>查看天数</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>No weather given</source>
        <translation>未提供气象资料</translation>
    </message>
    <message>
        <source>No light in the days ahead</source>
        <translation>未来几天无适宜光照</translation>
    </message>
    <message>
        <source>no weather for these hours</source>
        <translation>这些时段无气象资料</translation>
    </message>
    <message>
        <source>wind {0} of {1} {2}</source>
        <translation>风 {0}，限 {1} {2}</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <translation>规划(&amp;P)</translation>
    </message>
    <message>
        <source>E&amp;cology</source>
        <translation>生态(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
</context>
<context>
    <name>Track</name>
    <message>
        <source>Epochs</source>
        <translation>各期影像</translation>
    </message>
    <message>
        <source>Drag a handle to another epoch; arrow keys, Shift for the left</source>
        <translation>将手柄拖到另一期；方向键移动，按住 Shift 移动左侧</translation>
    </message>
</context>
<context>
    <name>TrustBox</name>
    <message>
        <source>{0} more</source>
        <translation>另有 {0} 项</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Consistency</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Random index: {0}</source>
        <translation>随机一致性指标：{0}</translation>
    </message>
    <message>
        <source>Use {0}</source>
        <translation>改用 {0}</translation>
    </message>
    <message>
        <source>All weigh the same. Random index: {0}</source>
        <translation>各项权重相同。随机一致性指标：{0}</translation>
    </message>
    <message>
        <source>CR is below {0}. Random index: {1}</source>
        <translation>CR 低于 {0}。随机一致性指标：{1}</translation>
    </message>
    <message>
        <source>CR is not below {0}. Worst: {1} against {2} is {3}; {4} would fit. Random index: {5}</source>
        <translation>CR 未低于 {0}。最不一致：{1} 对 {2} 为 {3}，{4} 才相符。随机一致性指标：{5}</translation>
    </message>
</context>
<context>
    <name>WarningLayer</name>
    <message>
        <source>Warning zones</source>
        <translation>预警区</translation>
    </message>
</context>
<context>
    <name>WaypointLayer</name>
    <message>
        <source>Waypoints</source>
        <translation>航点</translation>
    </message>
    <message>
        <source>by zoom</source>
        <translation>随缩放显示</translation>
    </message>
</context>
<context>
    <name>WeatherDialog</name>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>WeatherEdits</name>
    <message>
        <source>Paste…</source>
        <translation>粘贴…</translation>
    </message>
    <message>
        <source>Type hours…</source>
        <translation>逐时输入…</translation>
    </message>
    <message>
        <source>Read file…</source>
        <translation>读取文件…</translation>
    </message>
    <message>
        <source>Calm air</source>
        <translation>按无风</translation>
    </message>
    <message>
        <source>Leave the weather out: calm air is assumed</source>
        <translation>不用气象资料：按无风处理</translation>
    </message>
    <message>
        <source>Paste weather</source>
        <translation>粘贴气象资料</translation>
    </message>
    <message>
        <source>Type weather</source>
        <translation>输入气象资料</translation>
    </message>
    <message>
        <source>Read weather</source>
        <translation>读取气象资料</translation>
    </message>
    <message>
        <source>Read {0}</source>
        <translation>读取 {0}</translation>
    </message>
    <message>
        <source>Leave the weather out</source>
        <translation>不用气象资料</translation>
    </message>
</context>
<context>
    <name>WeatherPanel</name>
    <message>
        <source>Weather</source>
        <translation>气象</translation>
    </message>
    <message>
        <source>Next flight</source>
        <translation>下次飞行</translation>
    </message>
    <message>
        <source>Hours given</source>
        <translation>资料时段</translation>
    </message>
    <message>
        <source>Now {0}, by the clock of {1} ({2})</source>
        <translation>现在 {0}，按 {1} 时间（{2}）</translation>
    </message>
    <message>
        <source>no light in the days ahead</source>
        <translation>未来几天无适宜光照</translation>
    </message>
    <message>
        <source>Calm air is assumed. Look at the forecast before you fly.</source>
        <translation>按无风计算。飞行前请查看天气预报。</translation>
    </message>
    <message>
        <source>{0} more hours are over or far ahead</source>
        <translation>另有 {0} 个时段已过或尚远</translation>
    </message>
    <message>
        <source>the sun stays too low in the days ahead</source>
        <translation>未来几天太阳高度过低</translation>
    </message>
    <message>
        <source>it does not get dark in the days ahead</source>
        <translation>未来几天天色不暗</translation>
    </message>
    <message>
        <source>From the file</source>
        <translation>文件说明</translation>
    </message>
    <message>
        <source>observed</source>
        <translation>观测</translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>光照</translation>
    </message>
    <message>
        <source>Wind at {0} above ground; limit of {1}: {2}, gusts {3}</source>
        <translation>离地 {0} 的风；{1} 的限值：{2}，阵风 {3}</translation>
    </message>
    <message>
        <source>Thermal</source>
        <translation>热红外</translation>
    </message>
    <message>
        <source>Visible, multispectral</source>
        <translation>可见光、多光谱</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>可飞</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>谨慎</translation>
    </message>
    <message>
        <source>No-go</source>
        <translation>禁飞</translation>
    </message>
    <message>
        <source>becoming</source>
        <translation>转为</translation>
    </message>
    <message>
        <source>at times</source>
        <translation>有时</translation>
    </message>
    <message>
        <source>Bft {0}</source>
        <translation>{0} 级</translation>
    </message>
</context>
<context>
    <name>WeightTable</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>WeightsPage</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>常权</translation>
    </message>
    <message>
        <source>bars constant, ticks mean variable {0}</source>
        <translation>柱为常权，横线为 {0} 平均变权</translation>
    </message>
</context>
<context>
    <name>WeightsStep</name>
    <message>
        <source>Constant weights</source>
        <translation>常权</translation>
    </message>
    <message>
        <source>System</source>
        <translation>体系自带</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>给定</translation>
    </message>
    <message>
        <source>Of the index system, judged in pairs (AHP), or typed and read from a CSV</source>
        <translation>指标体系自带、两两判断（AHP），或键入及从 CSV 读取</translation>
    </message>
    <message>
        <source>Go on with a CR of 0.1 and more</source>
        <translation>CR 达到 0.1 仍继续</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>How weights vary</source>
        <translation>权重如何变化</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>By k-means</source>
        <translation>按 k-means</translation>
    </message>
    <message>
        <source>Still to be judged: {0}</source>
        <translation>尚待判断：{0}</translation>
    </message>
    <message>
        <source>CR is 0.1 or more: {0}. Judge again, or go on all the same.</source>
        <translation>CR 达到或超过 0.1：{0}。请重新判断，或仍继续。</translation>
    </message>
    <message>
        <source>Left out: {0}. The rest of a layer keeps the layer&apos;s weight.</source>
        <translation>已舍去：{0}。准则层内其余指标分担该层的权重。</translation>
    </message>
    <message>
        <source>given</source>
        <translation>给定</translation>
    </message>
    <message>
        <source>by k-means</source>
        <translation>由 k-means 得出</translation>
    </message>
    <message>
        <source>found by k-means in the analysis</source>
        <translation>分析时由 k-means 得出</translation>
    </message>
    <message>
        <source>Open weights</source>
        <translation>打开权重</translation>
    </message>
    <message>
        <source>Judge {0}</source>
        <translation>判断 {0}</translation>
    </message>
    <message>
        <source>Change where weights come from</source>
        <translation>更改权重来源</translation>
    </message>
    <message>
        <source>Change the random index</source>
        <translation>更改随机一致性指标</translation>
    </message>
    <message>
        <source>Accept inconsistency</source>
        <translation>接受不一致</translation>
    </message>
    <message>
        <source>Change weights</source>
        <translation>更改权重</translation>
    </message>
    <message>
        <source>Change C and α</source>
        <translation>更改 C 与 α</translation>
    </message>
    <message>
        <source>Change thresholds of {0}</source>
        <translation>更改 {0} 的阈值</translation>
    </message>
    <message>
        <source>Thresholds of {0} by k-means</source>
        <translation>{0} 的阈值按 k-means</translation>
    </message>
</context>
<context>
    <name>WindBox</name>
    <message>
        <source>Wind while it was flown</source>
        <translation>飞行时的风力</translation>
    </message>
    <message>
        <source>By the weather</source>
        <translation>按气象资料</translation>
    </message>
    <message>
        <source>Beaufort {0}</source>
        <translation>{0} 级风</translation>
    </message>
    <message>
        <source>98 % are to be seen up to Beaufort 6, 95 % above</source>
        <translation>6 级风及以下须覆盖 98 %，以上为 95 %</translation>
    </message>
    <message>
        <source>Wind</source>
        <translation>风</translation>
    </message>
</context>
<context>
    <name>WordTable</name>
    <message>
        <source>Ctrl+C copies the table</source>
        <translation>Ctrl+C 复制表格</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>{0} files written</source>
        <translation>已写出 {0} 个文件</translation>
    </message>
    <message>
        <source>1 file written</source>
        <translation>已写出 1 个文件</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>look at it</source>
        <translation>需查看</translation>
    </message>
    <message>
        <source>must be mended</source>
        <translation>必须处理</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>场地</translation>
    </message>
    <message>
        <source>Threats</source>
        <translation>威胁</translation>
    </message>
    <message>
        <source>Weather</source>
        <translation>气象</translation>
    </message>
    <message>
        <source>Sensors</source>
        <translation>传感器</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Ecology</source>
        <translation>生态</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
</context>
<context>
    <name>ZoneLayer</name>
    <message>
        <source>No-fly zones</source>
        <translation>禁飞区</translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message>
        <source>Driving force</source>
        <translation>驱动力</translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation>压力</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>响应</translation>
    </message>
    <message>
        <source>Management</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>a raster as it is</source>
        <translation>直接使用栅格</translation>
    </message>
    <message>
        <source>heights of the DEM</source>
        <translation>DEM 高程</translation>
    </message>
    <message>
        <source>slope of the DEM</source>
        <translation>DEM 坡度</translation>
    </message>
    <message>
        <source>land surface temperature from the thermal band</source>
        <translation>热红外波段反演地表温度</translation>
    </message>
    <message>
        <source>half VCI, half TCI over the epochs</source>
        <translation>各期 VCI 与 TCI 各半</translation>
    </message>
    <message>
        <source>soil loss by RUSLE</source>
        <translation>RUSLE 土壤流失</translation>
    </message>
    <message>
        <source>a figure of each district</source>
        <translation>各行政区统计值</translation>
    </message>
    <message>
        <source>albedo against NDVI, one regression</source>
        <translation>反照率与 NDVI，统一回归</translation>
    </message>
    <message>
        <source>NDBSI from the bands</source>
        <translation>由波段计算 NDBSI</translation>
    </message>
    <message>
        <source>NDVI from the bands</source>
        <translation>由波段计算 NDVI</translation>
    </message>
    <message>
        <source>vegetation cover from NDVI</source>
        <translation>由 NDVI 得植被覆盖度</translation>
    </message>
    <message>
        <source>tasseled cap, wetness</source>
        <translation>缨帽变换湿度</translation>
    </message>
    <message>
        <source>soil units and their table</source>
        <translation>土壤单元及属性表</translation>
    </message>
    <message>
        <source>tasseled cap, brightness</source>
        <translation>缨帽变换亮度</translation>
    </message>
    <message>
        <source>kernel density of mine sites</source>
        <translation>矿点核密度</translation>
    </message>
    <message>
        <source>kernel density of hazards</source>
        <translation>地质灾害点核密度</translation>
    </message>
    <message>
        <source>patch density in a window</source>
        <translation>移动窗口斑块密度</translation>
    </message>
    <message>
        <source>Shannon diversity in a window</source>
        <translation>移动窗口香农多样性</translation>
    </message>
    <message>
        <source>fractal dimension in a window</source>
        <translation>移动窗口分维数</translation>
    </message>
    <message>
        <source>net primary production</source>
        <translation>净初级生产力</translation>
    </message>
    <message>
        <source>distance to mine sites</source>
        <translation>距矿点距离</translation>
    </message>
    <message>
        <source>distance to roads</source>
        <translation>到道路的距离</translation>
    </message>
    <message>
        <source>share of green land cover</source>
        <translation>绿地占比</translation>
    </message>
    <message>
        <source>looking …</source>
        <translation>查找中 …</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} 等，另 {1} 个</translation>
    </message>
    <message>
        <source>figures of the study</source>
        <translation>研究中的统计数据</translation>
    </message>
    <message>
        <source>bands of the epochs</source>
        <translation>各期波段</translation>
    </message>
    <message>
        <source>needs a raster</source>
        <translation>需要栅格</translation>
    </message>
    <message>
        <source>needs a DEM</source>
        <translation>需要 DEM</translation>
    </message>
    <message>
        <source>the imagery does not serve</source>
        <translation>影像不足</translation>
    </message>
    <message>
        <source>needs two epochs</source>
        <translation>至少需要两期</translation>
    </message>
    <message>
        <source>needs figures of districts</source>
        <translation>需要行政区统计数据</translation>
    </message>
    <message>
        <source>needs the outlines of the districts</source>
        <translation>需要行政区边界</translation>
    </message>
    <message>
        <source>needs land cover</source>
        <translation>需要土地覆盖</translation>
    </message>
    <message>
        <source>needs the codes that are green</source>
        <translation>需要绿地代码</translation>
    </message>
    <message>
        <source>needs a file of mine sites</source>
        <translation>需要矿点文件</translation>
    </message>
    <message>
        <source>needs a file of hazards</source>
        <translation>需要地质灾害点文件</translation>
    </message>
    <message>
        <source>needs a file of roads</source>
        <translation>需要道路文件</translation>
    </message>
    <message>
        <source>needs soil units</source>
        <translation>需要土壤单元</translation>
    </message>
    <message>
        <source>needs NPP of every epoch</source>
        <translation>需要每期的 NPP</translation>
    </message>
    <message>
        <source>Very secure</source>
        <translation>很安全</translation>
    </message>
    <message>
        <source>Secure</source>
        <translation>较安全</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>Insecure</source>
        <translation>较不安全</translation>
    </message>
    <message>
        <source>Very insecure</source>
        <translation>很不安全</translation>
    </message>
    <message>
        <source>nonlinear weaken</source>
        <translation>非线性减弱</translation>
    </message>
    <message>
        <source>uni-weaken</source>
        <translation>单因子减弱</translation>
    </message>
    <message>
        <source>bi-enhance</source>
        <translation>双因子增强</translation>
    </message>
    <message>
        <source>nonlinear enhance</source>
        <translation>非线性增强</translation>
    </message>
    <message>
        <source>independent</source>
        <translation>独立</translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>no survey area is drawn yet</source>
        <translation>尚未绘制测区</translation>
    </message>
    <message>
        <source>no weather given</source>
        <translation>未提供气象资料</translation>
    </message>
    <message>
        <source>no light in the days ahead</source>
        <translation>未来几天无适宜光照</translation>
    </message>
    <message>
        <source>no zone, power line or risk given</source>
        <translation>未提供禁飞区、电力线或风险</translation>
    </message>
    <message>
        <source>{0} zones, {1} power lines, {2} risks, in the project since {3}</source>
        <translation>{0} 个禁飞区、{1} 条电力线、{2} 个风险图层，自 {3} 起在项目中</translation>
    </message>
    <message>
        <source>too coarse: {0}</source>
        <translation>过粗：{0}</translation>
    </message>
    <message>
        <source>{0} on {1}, by the catalogue</source>
        <translation>{1} 搭载 {0}，据目录</translation>
    </message>
    <message>
        <source>planned {0}, the project was changed since</source>
        <translation>规划于 {0}，之后项目已改变</translation>
    </message>
    <message>
        <source>planned {0}</source>
        <translation>规划于 {0}</translation>
    </message>
    <message>
        <source>plan of {0} checked</source>
        <translation>已检查 {0} 的规划</translation>
    </message>
    <message>
        <source>{0} files written</source>
        <translation>已写出 {0} 个文件</translation>
    </message>
    <message>
        <source>1 file written</source>
        <translation>已写出 1 个文件</translation>
    </message>
</context>
</TS>
